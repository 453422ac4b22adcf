package org.postmeister.submission.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;

/** Creates an API token that may do nothing but send a tenant's messages, and shows it once. */
final class TokenPanel extends Composite<Div> {

  private static final class Data {

    static final FormProperty<Data, @Nullable SingleLine> NAME =
        new FormProperty<>("connect.token", d -> d.name, (d, value) -> d.name = value);

    private @Nullable SingleLine name;
  }

  private final transient ApiTokenService service;
  private final transient Messages messages;
  private final transient TenantId tenant;
  private final SerializableConsumer<String> onCreated;
  private final transient FormFields<Data> fields;
  private final Notice problem = new Notice();

  /**
   * @param onCreated is told the token
   */
  TokenPanel(
      ApiTokenService service,
      Messages messages,
      TenantId tenant,
      SerializableConsumer<String> onCreated) {
    this.service = service;
    this.messages = messages;
    this.tenant = tenant;
    this.onCreated = onCreated;
    this.fields = new FormFields<>(messages, problem::clear);
    TextField name = new TextField();
    fields.requiredText("name", name, Data.NAME, SingleLine::of);
    Data data = new Data();
    data.name = SingleLine.of(getTranslation("connect.token.usual"));
    fields.read(data);
    Button create = new Button(getTranslation("connect.token.create"), click -> create());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    Div line = new Div(name, create);
    line.addClassName("token-form");
    getContent().add(line, problem);
  }

  private void create() {
    problem.clear();
    Data data = new Data();
    if (!fields.writeIfValid(data)) {
      fields.focusFirstInvalid();
      return;
    }
    try {
      String token =
          service
              .createOf(
                  tenant,
                  new NewApiToken(
                      Objects.requireNonNull(data.name),
                      null,
                      null,
                      Set.of(TokenScope.MESSAGES_SEND),
                      null))
              .token();
      show(token);
      onCreated.accept(token);
    } catch (BrokenRuleException e) {
      problem.show(Notice.Kind.ERROR, messages.get(e));
    }
  }

  private void show(String token) {
    Pre once = new Pre(token);
    once.addClassName("once");
    once.getElement().setAttribute("tabindex", "0");
    once.getElement().setAttribute("role", "region");
    once.getElement().setAttribute("aria-label", getTranslation("token.value"));
    Paragraph sentence = new Paragraph(getTranslation("token.once"));
    sentence.getElement().setAttribute("role", "status");
    getContent().removeAll();
    getContent().add(sentence, once, new CopyButton("token.copy", token));
  }
}

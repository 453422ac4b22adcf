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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService.Created;
import org.postmeister.security.token.NewApiToken;

/** Creates an API token that may do nothing but send messages, and shows it once. */
final class TokenPanel extends Composite<Div> {

  private static final class Data {

    static final FormProperty<Data, @Nullable SingleLine> NAME =
        new FormProperty<>("connect.token", d -> d.name, (d, value) -> d.name = value);

    private @Nullable SingleLine name;
  }

  private final transient Messages messages;
  private final transient Function<NewApiToken, Created> service;
  private final SerializableConsumer<String> onCreated;
  private final transient FormFields<Data> fields;
  private final Notice problem = new Notice();

  /**
   * @param service creates it; whose it is is not said in what is wanted
   * @param onCreated is told the token
   */
  TokenPanel(
      Function<NewApiToken, Created> service,
      Messages messages,
      SerializableConsumer<String> onCreated) {
    this.service = service;
    this.messages = messages;
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
              .apply(
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

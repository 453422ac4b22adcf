package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.BrokenRuleException;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.common.ValidationFailedException;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.ErrorSummary;
import org.postmeister.common.ui.FormFields;
import org.postmeister.common.ui.FormProperty;
import org.postmeister.common.ui.FormSection;
import org.postmeister.common.ui.Messages;
import org.postmeister.security.ApiTokenService;

/** Creates an API token and shows it, this once. */
final class NewTokenDialog extends Dialog {

  private static final class Data {

    static final FormProperty<Data, @Nullable SingleLine> NAME =
        new FormProperty<>("token.name", d -> d.name, (d, value) -> d.name = value);
    static final FormProperty<Data, @Nullable TenantName> TENANT =
        new FormProperty<>("token.tenant", d -> d.tenant, (d, value) -> d.tenant = value);
    static final FormProperty<Data, @Nullable LocalDate> LAST_DAY =
        new FormProperty<>("token.last-day", d -> d.lastDay, (d, value) -> d.lastDay = value);

    private @Nullable SingleLine name;
    private @Nullable TenantName tenant;
    private @Nullable LocalDate lastDay;
  }

  private final transient ApiTokenService service;
  private final transient Messages messages;
  private final transient FormFields<Data> fields;
  private final ErrorSummary summary = new ErrorSummary();
  private final Button create = new Button();
  private final SerializableRunnable onCreated;

  NewTokenDialog(ApiTokenService service, Messages messages, SerializableRunnable onCreated) {
    this.service = service;
    this.messages = messages;
    this.onCreated = onCreated;
    this.fields = new FormFields<>(messages, summary::clear);
    setHeaderTitle(getTranslation("token.new"));
    TextField name = new TextField();
    TextField tenant = new TextField();
    DatePicker lastDay = new DatePicker();
    fields.requiredText("name", name, Data.NAME, SingleLine::new);
    fields.text("tenant", tenant, Data.TENANT, TenantName::new);
    fields.date("expiresAt", lastDay, Data.LAST_DAY);
    create.setText(getTranslation("token.create"));
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickListener(click -> create());
    add(summary, new FormSection("token.section", "token.section.sentence", name, tenant, lastDay));
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), create);
    setWidth("40rem");
  }

  private void create() {
    summary.clear();
    Data data = new Data();
    if (!fields.writeIfValid(data)) {
      fields.focusFirstInvalid();
      return;
    }
    try {
      LocalDate lastDay = data.lastDay;
      show(
          service.create(
              Objects.requireNonNull(data.name),
              data.tenant,
              lastDay == null
                  ? null
                  : lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
      onCreated.run();
    } catch (ValidationFailedException e) {
      summary.show(getTranslation("form.refused"), fields.show(e.violations()));
    } catch (BrokenRuleException e) {
      summary.show(messages.get(e), List.of());
    }
  }

  private void show(ApiTokenService.Created created) {
    removeAll();
    getFooter().removeAll();
    setCloseOnOutsideClick(false);
    setHeaderTitle(created.info().name());
    Pre token = new Pre(created.token());
    token.addClassName("once");
    token.getElement().setAttribute("tabindex", "0");
    token.getElement().setAttribute("role", "region");
    token.getElement().setAttribute("aria-label", getTranslation("token.value"));
    Div actions = new Div(new CopyButton("token.copy", created.token()));
    actions.addClassName("form-actions");
    add(new Paragraph(getTranslation("token.once")), token, actions);
    getFooter().add(new Button(getTranslation("shell.close"), click -> close()));
  }
}

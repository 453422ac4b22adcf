package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.ErrorSummary;
import org.postmeister.common.ui.form.FormDraft;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;

/** Creates an API token and shows it, only this once. */
final class NewTokenDialog extends Dialog {

  private static final class Data {

    static final FormProperty<Data, @Nullable SingleLine> NAME =
        new FormProperty<>("token.name", d -> d.name, (d, value) -> d.name = value);
    static final FormProperty<Data, @Nullable TenantName> TENANT =
        new FormProperty<>("token.tenant", d -> d.tenant, (d, value) -> d.tenant = value);
    static final FormProperty<Data, @Nullable LocalDate> LAST_DAY =
        new FormProperty<>("token.last-day", d -> d.lastDay, (d, value) -> d.lastDay = value);

    static final FormProperty<Data, Set<TokenScope>> SCOPES =
        new FormProperty<>("token.scopes", d -> d.scopes, (d, value) -> d.scopes = value);
    static final FormProperty<Data, @Nullable Networks> NETWORKS =
        new FormProperty<>("token.networks", d -> d.networks, (d, value) -> d.networks = value);

    private @Nullable SingleLine name;
    private @Nullable TenantName tenant;
    private @Nullable LocalDate lastDay;
    private Set<TokenScope> scopes = TokenScope.DEFAULT;
    private @Nullable Networks networks;
  }

  private final transient ApiTokenService service;
  private final transient Messages messages;
  private final transient FormFields<Data> fields;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div form = new Div();
  private final FormDraft draft = new FormDraft(form, () -> "new token", this::edited);
  private final Button create = new Button();
  private final transient @Nullable TenantId owner;
  private final SerializableRunnable onCreated;

  /**
   * @param owner the tenant that it is for; null lets the user choose
   */
  NewTokenDialog(
      ApiTokenService service,
      Messages messages,
      @Nullable TenantId owner,
      SerializableRunnable onCreated) {
    this.service = service;
    this.owner = owner;
    this.messages = messages;
    this.onCreated = onCreated;
    this.fields = new FormFields<>(messages, this::edited);
    setHeaderTitle(getTranslation("token.new"));
    TextField name = new TextField();
    TextField tenant = new TextField();
    DatePicker lastDay = new DatePicker();
    fields.requiredText("name", name, Data.NAME, SingleLine::of);
    fields.text("tenant", tenant, Data.TENANT, TenantName::of);
    tenant.setVisible(owner == null);
    CheckboxGroup<TokenScope> scopes = new CheckboxGroup<>();
    scopes.setLabel(getTranslation("token.scopes"));
    scopes.setHelperText(getTranslation("token.scopes.helper"));
    scopes.setItems(
        Arrays.stream(TokenScope.values())
            .filter(scope -> owner == null || scope.isForTenants())
            .toList());
    scopes.setItemLabelGenerator(scope -> getTranslation("TokenScope." + scope.name()));
    Notice powerful = new Notice();
    scopes.addValueChangeListener(change -> {
      if (change.getValue().contains(TokenScope.SYSTEM_MAIL_SERVER)) {
        powerful.show(Notice.Kind.WARNING, getTranslation("token.scopes.mail-server"));
      } else {
        powerful.clear();
      }
    });
    TextField networks = new TextField();
    fields.date("expiresAt", lastDay, Data.LAST_DAY);
    fields.other("scopes", scopes, Data.SCOPES);
    fields.text("networks", networks, Data.NETWORKS, Networks::of);
    fields.read(new Data());
    create.setText(getTranslation("token.create"));
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickListener(click -> create());
    form.add(
        draft,
        summary,
        new FormSection(
            "token.section",
            "token.section.sentence",
            name,
            tenant,
            lastDay,
            scopes,
            powerful,
            networks));
    add(form);
    draft.isStored();
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), create);
    setWidth("40rem");
  }

  private void edited() {
    summary.clear();
    draft.keep();
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
      NewApiToken wanted =
          new NewApiToken(
              Objects.requireNonNull(data.name),
              data.tenant,
              lastDay == null ? null : lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
              data.scopes,
              data.networks);
      show(owner == null ? service.create(wanted) : service.createOf(owner, wanted));
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

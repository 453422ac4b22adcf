package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.ErrorSummary;
import org.postmeister.common.ui.form.FormDraft;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.tenant.NewTenant;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;

/** Creates a tenant with its first administrator. */
public final class NewTenantDialog extends Dialog {

  private static final class Data {

    static final FormProperty<Data, @Nullable TenantName> NAME =
        new FormProperty<>("tenant.name", d -> d.name, (d, value) -> d.name = value);
    static final FormProperty<Data, @Nullable SingleLine> DISPLAY_NAME =
        new FormProperty<>(
            "tenant.display-name", d -> d.displayName, (d, value) -> d.displayName = value);
    static final FormProperty<Data, @Nullable EmailAddress> EMAIL =
        new FormProperty<>("tenant.admin-email", d -> d.email, (d, value) -> d.email = value);
    static final FormProperty<Data, @Nullable DisplayName> PERSON =
        new FormProperty<>("tenant.admin-name", d -> d.person, (d, value) -> d.person = value);

    private @Nullable TenantName name;
    private @Nullable SingleLine displayName;
    private @Nullable EmailAddress email;
    private @Nullable DisplayName person;
  }

  private final transient TenantService service;
  private final transient Messages messages;
  private final transient FormFields<Data> fields;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div form = new Div();
  private final FormDraft draft = new FormDraft(form, () -> "new tenant", this::edited);
  private final SerializableConsumer<TenantService.Created> onCreated;

  /**
   * @param most how many tenants the licence allows, if there are as many already; otherwise null
   * @param onCreated receives the tenant and, if somebody was invited, the invitation
   */
  public NewTenantDialog(
      TenantService service,
      Messages messages,
      @Nullable Integer most,
      SerializableConsumer<TenantService.Created> onCreated) {
    this.service = service;
    this.messages = messages;
    this.onCreated = onCreated;
    this.fields = new FormFields<>(messages, this::edited);
    setHeaderTitle(getTranslation("tenant.new"));
    setWidth("40rem");
    if (most != null) {
      sayThatThereIsNoRoom(most);
      return;
    }
    TextField name = new TextField();
    TextField displayName = new TextField();
    TextField email = new TextField();
    TextField person = new TextField();
    fields.requiredText("name", name, Data.NAME, TenantName::of);
    fields.text("displayName", displayName, Data.DISPLAY_NAME, SingleLine::of);
    fields.text("email", email, Data.EMAIL, EmailAddress::of);
    fields.text("person", person, Data.PERSON, DisplayName::of);
    Button create = new Button(getTranslation("tenant.create"), click -> create());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    form.add(
        new Paragraph(getTranslation("tenant.new.sentence")),
        draft,
        summary,
        new FormSection("tenant.section", "tenant.new.section.sentence", name, displayName),
        new FormSection("tenant.admin", "tenant.admin.sentence", email, person));
    add(form);
    draft.isStored();
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), create);
    name.focus();
  }

  private void edited() {
    summary.clear();
    draft.keep();
  }

  private void sayThatThereIsNoRoom(int most) {
    Notice notice =
        new Notice(
            Notice.Kind.WARNING,
            getTranslation("problem.license_exceeded", most)
                + " "
                + getTranslation("tenant.new.no-room")
                + " ");
    // By URL: a link that leaves a dialog open would leave it over the next page.
    notice.add(new Anchor("system/platform", getTranslation("tenant.new.license")));
    add(notice);
    getFooter().add(new Button(getTranslation("shell.close"), click -> close()));
  }

  private void create() {
    summary.clear();
    Data data = new Data();
    if (!fields.writeIfValid(data) || data.name == null) {
      fields.focusFirstInvalid();
      return;
    }
    if (data.email != null && data.person == null) {
      refuse(List.of(FieldViolation.of("person", "required")));
      return;
    }
    if (data.email == null && data.person != null) {
      refuse(List.of(FieldViolation.of("email", "required")));
      return;
    }
    try {
      TenantService.Created created =
          service.create(
              new NewTenant(
                  data.name,
                  new TenantData(data.displayName, null, messages.locale(), true),
                  data.email == null || data.person == null
                      ? null
                      : new NewTenant.Administrator(data.email, data.person)));
      close();
      onCreated.accept(created);
    } catch (ValidationFailedException e) {
      refuse(e.violations());
    } catch (BrokenRuleException e) {
      summary.show(messages.get(e), List.of());
    }
  }

  private void refuse(List<FieldViolation> violations) {
    summary.show(getTranslation("form.refused"), fields.show(violations));
  }
}

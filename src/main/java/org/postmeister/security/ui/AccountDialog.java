package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.Role;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.administration.InvitedAccount;

/** Creates or changes an account. */
final class AccountDialog extends Dialog
    implements FormPanel.Editor<AccountDialog.Shown, AccountFields> {

  private final transient AccountAdminService service;
  private final transient Messages messages;
  private final transient FormFields<AccountFields> fields;
  private final transient @Nullable AccountInfo account;
  private final SerializableConsumer<InvitedAccount> onSaved;
  private final FormPanel<Shown, AccountFields> panel;
  private final TextArea tenants = new TextArea();
  private final Select<Role> role = new Select<>();
  private @Nullable Long revision;

  /**
   * What is edited.
   *
   * @param account null for a new one
   */
  record Shown(@Nullable AccountInfo account) {}

  /**
   * @param account null for a new one
   * @param onSaved receives the account and, if it is new, its invitation
   */
  AccountDialog(
      AccountAdminService service,
      Messages messages,
      @Nullable AccountInfo account,
      SerializableConsumer<InvitedAccount> onSaved) {
    this.service = service;
    this.messages = messages;
    this.account = account;
    this.onSaved = onSaved;
    this.fields = new FormFields<>(messages, this::edited);
    setHeaderTitle(account == null ? getTranslation("account.new") : account.login());
    TextField email = new TextField();
    TextField name = new TextField();
    Checkbox active = new Checkbox();
    if (account == null) {
      fields.requiredText("email", email, AccountFields.EMAIL, EmailAddress::of);
    }
    fields.requiredText("name", name, AccountFields.NAME, DisplayName::of);
    fields.choice("role", role, AccountFields.ROLE, List.of(Role.values()));
    fields.checkbox("active", active, AccountFields.ACTIVE);
    tenants.setLabel(getTranslation("account.tenants"));
    tenants.setHelperText(getTranslation("account.tenants.helper"));
    role.addValueChangeListener(change -> showTenants());
    FormSection section =
        account == null
            ? new FormSection(
                "account.section", "account.new.sentence", email, name, role, tenants, active)
            : new FormSection(
                "account.section", "account.section.sentence", name, role, tenants, active);
    tenants.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        edited();
      }
    });
    this.panel =
        new FormPanel<>(messages, this, () -> {}, section)
            .keepDraft(() -> account == null ? "new account" : "account " + account.login());
    panel.setActionsVisible(false);
    Button save =
        new Button(
            getTranslation(account == null ? "account.create" : "action.save"),
            click -> panel.save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    add(panel);
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save);
    setWidth("40rem");
    show(new Shown(account));
    panel.setDirty(false);
  }

  private void edited() {
    panel.clearRefusal();
    panel.setDirty(true);
  }

  @Override
  public Shown load() {
    return new Shown(account == null ? null : service.get(account.login()));
  }

  @Override
  public void show(Shown stored) {
    merge(stored, fieldsOf(stored));
    showTenants();
  }

  @Override
  public void merge(Shown over, AccountFields chosen) {
    revision = over.account() == null ? null : over.account().revision();
    fields.read(chosen);
    tenants.setValue(chosen.tenants());
  }

  @Override
  public AccountFields fieldsOf(Shown stored) {
    return stored.account() == null ? new AccountFields() : AccountFields.of(stored.account());
  }

  @Override
  public Optional<AccountFields> read() {
    tenants.setInvalid(false);
    AccountFields data = new AccountFields();
    if (!fields.writeIfValid(data)) {
      return Optional.empty();
    }
    data.setTenants(tenants.getValue());
    return tenants().map(ids -> data.withTenants(ids));
  }

  @Override
  public void focusFirstInvalid() {
    if (tenants.isInvalid()) {
      tenants.focus();
    } else {
      fields.focusFirstInvalid();
    }
  }

  @Override
  public @Nullable Shown save(AccountFields data) {
    InvitedAccount saved =
        account == null
            ? service.create(Objects.requireNonNull(data.email()), data.toData())
            : new InvitedAccount(service.update(account.login(), data.toData(), revision), null);
    close();
    onSaved.accept(saved);
    return null;
  }

  @Override
  public List<FormProperty<AccountFields, ?>> properties() {
    return AccountFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    violations.stream()
        .filter(violation -> violation.field().equals("tenants"))
        .forEach(violation -> refuseTenants(messages.get(violation.message())));
    return fields.show(violations);
  }

  private void showTenants() {
    tenants.setVisible(role.getValue() == Role.TENANT_ADMIN);
  }

  /** The typed names; empty if one is wrong, which is then shown. */
  private Optional<Set<TenantId>> tenants() {
    if (role.getValue() != Role.TENANT_ADMIN) {
      return Optional.of(Set.of());
    }
    List<TenantName> names = new ArrayList<>();
    try {
      Stream.of(tenants.getValue().split("[\\s,;]+", -1))
          .filter(text -> !text.isEmpty())
          .forEach(text -> names.add(TenantName.of(text)));
    } catch (InvalidValueException e) {
      refuseTenants(messages.get(e));
      return Optional.empty();
    }
    try {
      return Optional.of(service.tenantIds(names));
    } catch (ValidationFailedException e) {
      refuseTenants(messages.get(e.violations().getFirst().message()));
      return Optional.empty();
    }
  }

  private void refuseTenants(String message) {
    tenants.setErrorMessage(message);
    tenants.setInvalid(true);
    tenants.focus();
  }
}

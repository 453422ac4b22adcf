package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
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
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.ErrorSummary;
import org.postmeister.common.ui.FormFields;
import org.postmeister.common.ui.FormSection;
import org.postmeister.common.ui.Messages;
import org.postmeister.security.Role;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.administration.InvitedAccount;
import org.springframework.dao.OptimisticLockingFailureException;

/** Creates or changes an account. */
final class AccountDialog extends Dialog {

  private final transient AccountAdminService service;
  private final transient Messages messages;
  private final transient FormFields<AccountFields> fields;
  private final transient @Nullable AccountInfo account;
  private final SerializableConsumer<InvitedAccount> onSaved;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div conflict = new Div();
  private final TextArea tenants = new TextArea();
  private final Select<Role> role = new Select<>();
  private @Nullable Long revision;

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
    this.fields = new FormFields<>(messages, summary::clear);
    setHeaderTitle(account == null ? getTranslation("account.new") : account.login());
    TextField email = new TextField();
    TextField name = new TextField();
    Checkbox active = new Checkbox();
    if (account == null) {
      fields.requiredText("email", email, AccountFields.EMAIL, EmailAddress::of);
    }
    fields.requiredText("name", name, AccountFields.NAME, DisplayName::of);
    fields.choice("role", role, AccountFields.ROLE, Role.values());
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
    Button save =
        new Button(
            getTranslation(account == null ? "account.create" : "action.save"), click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    add(summary, conflict, section);
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save);
    setWidth("40rem");
    show(account);
  }

  private void show(@Nullable AccountInfo shown) {
    fields.read(shown == null ? new AccountFields() : AccountFields.of(shown));
    tenants.setValue(shown == null ? "" : AccountFields.of(shown).tenants());
    revision = shown == null ? null : shown.revision();
    showTenants();
  }

  private void showTenants() {
    tenants.setVisible(role.getValue() == Role.TENANT_ADMIN);
  }

  private void save() {
    summary.clear();
    tenants.setInvalid(false);
    AccountFields data = new AccountFields();
    if (!fields.writeIfValid(data)) {
      fields.focusFirstInvalid();
      return;
    }
    Optional<Set<TenantId>> chosen = tenants();
    if (chosen.isEmpty()) {
      return;
    }
    try {
      store(data, chosen.get());
    } catch (ValidationFailedException e) {
      showRefusal(e.violations());
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(data);
    } catch (BrokenRuleException e) {
      summary.show(messages.get(e), List.of());
    }
  }

  private void store(AccountFields data, Set<TenantId> chosen) {
    InvitedAccount saved =
        account == null
            ? service.create(Objects.requireNonNull(data.email()), data.toData(chosen))
            : new InvitedAccount(
                service.update(account.login(), data.toData(chosen), revision), null);
    close();
    onSaved.accept(saved);
  }

  private void showRefusal(List<FieldViolation> violations) {
    summary.show(getTranslation("form.refused"), fields.show(violations));
    violations.stream()
        .filter(violation -> violation.field().equals("tenants"))
        .forEach(violation -> refuseTenants(messages.get(violation.message())));
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

  private void resolve(AccountFields mine) {
    AccountInfo stored = service.get(Objects.requireNonNull(account).login());
    AccountFields merged = AccountFields.of(stored);
    mine.setTenants(tenants.getValue());
    ConflictPanel panel =
        new ConflictPanel(() -> {
          revision = stored.revision();
          fields.read(merged);
          tenants.setValue(merged.tenants());
          conflict.removeAll();
        });
    panel.compare(mine, AccountFields.of(stored), merged, AccountFields.PROPERTIES);
    conflict.removeAll();
    conflict.add(panel);
  }
}

package org.postmeister.support.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.FormFields;
import org.postmeister.common.ui.FormPanel;
import org.postmeister.common.ui.FormSection;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Toasts;
import org.postmeister.support.TenantSupport;
import org.postmeister.support.TenantSupportService;
import org.springframework.dao.OptimisticLockingFailureException;

/** A tenant's support address, and which one applies. */
public final class TenantSupportSection extends Composite<Div> {

  private final transient TenantSupportService service;
  private final transient Messages messages;
  private final transient TenantId tenant;
  private final transient FormFields<TenantSupportFields> fields;
  private final FormPanel panel;
  private final Notice denied = new Notice();
  private final Notice effective = new Notice();
  private long revision;

  public TenantSupportSection(
      TenantSupportService service,
      Messages messages,
      TenantId tenant,
      SerializableRunnable onChange) {
    this.service = service;
    this.messages = messages;
    this.tenant = tenant;
    this.fields = new FormFields<>(messages, this::changed);
    TextField address = new TextField();
    fields.text("address", address, TenantSupportFields.ADDRESS, EmailAddress::of);
    FormSection section =
        new FormSection("tenantsupport.section", "tenantsupport.section.sentence", address);
    this.panel = new FormPanel(this::save, this::showStored, onChange, section);
    getContent().add(denied, effective, panel);
    showStored();
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  private void changed() {
    panel.setDirty(true);
  }

  private void showStored() {
    TenantSupport support = service.get(tenant);
    revision = support.revision();
    fields.read(TenantSupportFields.of(support.address()));
    fields.setReadOnly(!support.allowed());
    panel.setActionsVisible(support.allowed());
    panel.setVisible(support.allowed() || support.address() != null);
    denied.clear();
    if (!support.allowed()) {
      denied.show(
          Notice.Kind.INFO,
          getTranslation("policy.denied.SUPPORT_ADDRESS")
              + (support.address() == null ? "" : " " + getTranslation("tenantsupport.kept")));
    }
    effective.show(Notice.Kind.INFO, effectiveText(support));
    panel.clearMessages();
    panel.setDirty(false);
  }

  private String effectiveText(TenantSupport support) {
    EmailAddress address = support.effectiveAddress();
    if (address == null) {
      return getTranslation("tenantsupport.effective.none");
    }
    return getTranslation(
        address.equals(support.systemAddress()) && (!support.allowed() || support.address() == null)
            ? "tenantsupport.effective.system"
            : "tenantsupport.effective.own",
        address);
  }

  private void save() {
    panel.clearMessages();
    TenantSupportFields mine = TenantSupportFields.of(null);
    if (!fields.writeIfValid(mine)) {
      panel.refuse(getTranslation("form.invalid"), List.of());
      fields.focusFirstInvalid();
      return;
    }
    try {
      service.save(tenant, mine.address(), revision);
      showStored();
      Toasts.confirm(getTranslation("action.saved"));
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(mine);
    } catch (BrokenRuleException e) {
      panel.refuse(getTranslation("form.refused"), List.of(messages.get(e)));
    }
  }

  private void resolve(TenantSupportFields mine) {
    TenantSupport stored = service.get(tenant);
    TenantSupportFields merged = TenantSupportFields.of(stored.address());
    ConflictPanel conflict =
        new ConflictPanel(() -> {
          revision = stored.revision();
          fields.read(merged);
          panel.clearMessages();
        });
    conflict.compare(
        mine, TenantSupportFields.of(stored.address()), merged, TenantSupportFields.PROPERTIES);
    panel.resolve(conflict);
  }
}

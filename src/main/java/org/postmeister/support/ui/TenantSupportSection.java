package org.postmeister.support.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.support.TenantSupport;
import org.postmeister.support.TenantSupportService;

/** A tenant's support address, and which one applies. */
public final class TenantSupportSection extends Composite<Div>
    implements FormPanel.Editor<TenantSupport, TenantSupportFields> {

  private final transient TenantSupportService service;
  private final transient TenantId tenant;
  private final transient FormFields<TenantSupportFields> fields;
  private final FormPanel<TenantSupport, TenantSupportFields> panel;
  private final Notice denied = new Notice();
  private final Notice effective = new Notice();
  private long revision;

  public TenantSupportSection(
      TenantSupportService service,
      Messages messages,
      TenantId tenant,
      SerializableRunnable onChange) {
    this.service = service;
    this.tenant = tenant;
    this.fields = new FormFields<>(messages, this::changed);
    TextField address = new TextField();
    fields.text("address", address, TenantSupportFields.ADDRESS, EmailAddress::of);
    FormSection section =
        new FormSection("tenantsupport.section", "tenantsupport.section.sentence", address);
    this.panel =
        new FormPanel<TenantSupport, TenantSupportFields>(messages, this, onChange, section)
            .keepDraft();
    getContent().add(denied, effective, panel);
    panel.showStored();
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  private void changed() {
    panel.setDirty(true);
  }

  @Override
  public TenantSupport load() {
    return service.get(tenant);
  }

  @Override
  public void show(TenantSupport stored) {
    merge(stored, fieldsOf(stored));
    fields.setReadOnly(!stored.allowed());
    panel.setActionsVisible(stored.allowed());
    panel.setVisible(stored.allowed() || stored.address() != null);
    denied.clear();
    if (!stored.allowed()) {
      denied.show(
          Notice.Kind.INFO,
          getTranslation("policy.denied.SUPPORT_ADDRESS")
              + (stored.address() == null ? "" : " " + getTranslation("tenantsupport.kept")));
    }
    effective.show(Notice.Kind.INFO, effectiveText(stored));
  }

  @Override
  public void merge(TenantSupport over, TenantSupportFields chosen) {
    revision = over.revision();
    fields.read(chosen);
  }

  @Override
  public TenantSupportFields fieldsOf(TenantSupport stored) {
    return TenantSupportFields.of(stored.address());
  }

  @Override
  public Optional<TenantSupportFields> read() {
    TenantSupportFields data = TenantSupportFields.of(null);
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  @Override
  public void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }

  @Override
  public TenantSupport save(TenantSupportFields data) {
    return service.save(tenant, data.address(), revision);
  }

  @Override
  public List<FormProperty<TenantSupportFields, ?>> properties() {
    return TenantSupportFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return fields.show(violations);
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
}

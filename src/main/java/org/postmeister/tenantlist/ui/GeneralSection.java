package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;

/** The general data of a tenant; system administrators change it, the tenant's own read it. */
final class GeneralSection extends Composite<Div>
    implements FormPanel.Editor<Tenant, TenantFields> {

  private final transient TenantService service;
  private final transient Messages messages;
  private final transient Times times;
  private final TenantForm form;
  private final FormPanel<Tenant, TenantFields> panel;
  private final Facts facts = new Facts();
  private final SerializableConsumer<Tenant> onSaved;
  private final boolean editable;
  private transient Tenant tenant;

  /**
   * @param onChange called when the user changed something, or reverted it
   * @param onSaved receives the tenant as it is now
   */
  public GeneralSection(
      TenantService service,
      Messages messages,
      Times times,
      Tenant tenant,
      boolean editable,
      SerializableRunnable onChange,
      SerializableConsumer<Tenant> onSaved) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.tenant = tenant;
    this.editable = editable;
    this.onSaved = onSaved;
    this.form = new TenantForm(messages, this::changed);
    this.panel = new FormPanel<Tenant, TenantFields>(messages, this, onChange, form).keepDraft();
    getContent().add(facts);
    if (editable) {
      getContent().add(panel);
    }
    panel.showStored();
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  /** Whether the tenant is active, according to the form. */
  public boolean isActive() {
    return editable ? form.isActiveTicked() : tenant.data().active();
  }

  private void changed() {
    panel.setDirty(true);
  }

  private void showFacts() {
    facts.removeAll();
    facts.with("tenant.name", tenant.name());
    if (!editable) {
      facts
          .with("tenant.display-name", tenant.data().displayName())
          .with("tenant.description", tenant.data().description())
          .with("tenant.language", tenant.data().language().getDisplayLanguage(messages.locale()));
    }
    facts.with("tenant.created", times.span(tenant.createdAt()));
  }

  @Override
  public Tenant load() {
    return editable ? service.get(tenant.id()) : tenant;
  }

  @Override
  public void show(Tenant stored) {
    merge(stored, fieldsOf(stored));
    showFacts();
  }

  @Override
  public void merge(Tenant over, TenantFields chosen) {
    tenant = over;
    form.setFields(chosen);
  }

  @Override
  public TenantFields fieldsOf(Tenant stored) {
    return TenantFields.of(stored.data());
  }

  @Override
  public Optional<TenantFields> read() {
    return form.getFieldsIfValid();
  }

  @Override
  public void focusFirstInvalid() {
    form.focusFirstInvalid();
  }

  @Override
  public Tenant save(TenantFields fields) {
    return service.update(tenant.id(), fields.toData(), tenant.revision());
  }

  @Override
  public void saved(Tenant stored) {
    onSaved.accept(stored);
  }

  @Override
  public List<FormProperty<TenantFields, ?>> properties() {
    return TenantFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return form.showViolations(violations);
  }
}

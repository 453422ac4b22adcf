package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.FormPanel;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.Toasts;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.springframework.dao.OptimisticLockingFailureException;

/** The general data of a tenant; system administrators change it, the tenant's own read it. */
public final class GeneralSection extends Composite<Div> {

  private final transient TenantService service;
  private final transient Messages messages;
  private final transient Times times;
  private final TenantForm form;
  private final FormPanel panel;
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
    this.panel = new FormPanel(this::save, this::showStored, onChange, form);
    getContent().add(facts);
    if (editable) {
      getContent().add(panel);
    }
    showStored();
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

  private void showStored() {
    if (editable) {
      tenant = service.get(tenant.id());
    }
    showFacts();
    form.setFields(TenantFields.of(tenant.data()));
    panel.clearMessages();
    panel.setDirty(false);
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

  private void save() {
    panel.clearMessages();
    Optional<TenantFields> fields = form.getFieldsIfValid();
    if (fields.isEmpty()) {
      panel.refuse(getTranslation("form.invalid"), List.of());
      form.focusFirstInvalid();
      return;
    }
    try {
      tenant = service.update(tenant.id(), fields.get().toData(), tenant.revision());
      showStored();
      onSaved.accept(tenant);
      Toasts.confirm(getTranslation("action.saved"));
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(fields.get());
    }
  }

  private void resolve(TenantFields mine) {
    Tenant stored = service.get(tenant.id());
    TenantFields theirs = TenantFields.of(stored.data());
    TenantFields merged = TenantFields.of(stored.data());
    ConflictPanel conflict =
        new ConflictPanel(() -> {
          tenant = stored;
          form.setFields(merged);
          panel.clearMessages();
        });
    conflict.compare(mine, theirs, merged, TenantFields.PROPERTIES);
    panel.resolve(conflict);
  }
}

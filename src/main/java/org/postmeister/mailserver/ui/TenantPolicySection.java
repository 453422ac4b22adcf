package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeaturePolicy;
import org.springframework.dao.OptimisticLockingFailureException;

/** How a tenant may send its mail; for system administrators. */
public final class TenantPolicySection extends Composite<Div> {

  private final transient MailPolicyService service;
  private final transient FeaturePolicy features;
  private final transient Messages messages;
  private final transient TenantId tenant;
  private final transient FormFields<PolicyFields> fields;
  private final FormSection section;
  private final FormPanel panel;
  private final Notice absent = new Notice();
  private final SerializableRunnable onSaved;
  private long revision;

  public TenantPolicySection(
      MailPolicyService service,
      FeaturePolicy features,
      Messages messages,
      TenantId tenant,
      SerializableRunnable onChange,
      SerializableRunnable onSaved) {
    this.service = service;
    this.features = features;
    this.messages = messages;
    this.tenant = tenant;
    this.onSaved = onSaved;
    this.fields = new FormFields<>(messages, this::changed);
    Checkbox system = new Checkbox();
    Checkbox own = new Checkbox();
    fields.checkbox("systemServerAllowed", system, PolicyFields.SYSTEM_SERVER_ALLOWED);
    fields.checkbox("ownServerAllowed", own, PolicyFields.OWN_SERVER_ALLOWED);
    this.section = new FormSection("policy.section", "policy.section.sentence", system, own);
    this.panel = new FormPanel(this::save, this::showStored, onChange, section);
    getContent().add(absent, panel);
    showStored();
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  /** The content of the form, if it differs from what is stored. */
  public @Nullable MailPolicy edited() {
    return panel.isDirty() ? read().toPolicy() : null;
  }

  private void changed() {
    panel.setDirty(true);
  }

  private PolicyFields read() {
    PolicyFields data = PolicyFields.of(MailPolicy.ALL_ALLOWED);
    fields.writeIfValid(data);
    return data;
  }

  private void showStored() {
    MailPolicy.Stored stored = service.get(tenant);
    revision = stored.revision();
    fields.read(PolicyFields.of(stored.policy()));
    boolean exists = features.offers(Feature.MAIL_POLICY);
    panel.setVisible(exists);
    absent.clear();
    if (!exists) {
      absent.show(
          Notice.Kind.INFO,
          getTranslation(
              "mailserver.absent",
              getTranslation("feature.MAIL_POLICY"),
              Feature.MAIL_POLICY.versions().toString(),
              features.platformVersion().toString()));
    }
    panel.clearMessages();
    panel.setDirty(false);
  }

  private void save() {
    panel.clearMessages();
    PolicyFields mine = read();
    try {
      service.save(tenant, mine.toPolicy(), revision);
      showStored();
      onSaved.run();
      Toasts.confirm(getTranslation("action.saved"));
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(mine);
    } catch (BrokenRuleException e) {
      panel.refuse(getTranslation("form.refused"), List.of(messages.get(e)));
    }
  }

  private void resolve(PolicyFields mine) {
    MailPolicy.Stored stored = service.get(tenant);
    PolicyFields merged = PolicyFields.of(stored.policy());
    ConflictPanel conflict =
        new ConflictPanel(() -> {
          revision = stored.revision();
          fields.read(merged);
          panel.clearMessages();
        });
    conflict.compare(mine, PolicyFields.of(stored.policy()), merged, PolicyFields.PROPERTIES);
    panel.resolve(conflict);
  }
}

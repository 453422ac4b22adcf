package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeaturePolicy;

/** How a tenant may send its mail; for system administrators. */
public final class TenantPolicySection extends Composite<Div>
    implements FormPanel.Editor<MailPolicy.Stored, PolicyFields> {

  private final transient MailPolicyService service;
  private final transient FeaturePolicy features;
  private final transient TenantId tenant;
  private final transient FormFields<PolicyFields> fields;
  private final FormSection section;
  private final FormPanel<MailPolicy.Stored, PolicyFields> panel;
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
    this.tenant = tenant;
    this.onSaved = onSaved;
    this.fields = new FormFields<>(messages, this::changed);
    Checkbox system = new Checkbox();
    Checkbox own = new Checkbox();
    fields.checkbox("systemServerAllowed", system, PolicyFields.SYSTEM_SERVER_ALLOWED);
    fields.checkbox("ownServerAllowed", own, PolicyFields.OWN_SERVER_ALLOWED);
    TextArea senders = new TextArea();
    senders.setMaxRows(10);
    fields.longText(
        "allowedSenders",
        senders,
        PolicyFields.ALLOWED_SENDERS,
        AllowedSenders::of,
        AllowedSenders::lines);
    this.section =
        new FormSection("policy.section", "policy.section.sentence", system, own, senders);
    this.panel =
        new FormPanel<MailPolicy.Stored, PolicyFields>(messages, this, onChange, section)
            .keepDraft();
    getContent().add(absent, panel);
    panel.showStored();
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  /** The content of the form as far as it can be read, if it differs from what is stored. */
  public @Nullable MailPolicy edited() {
    return panel.isDirty()
        ? fields
            .peek(PolicyFields.of(MailPolicy.ALL_ALLOWED))
            .map(PolicyFields::toPolicy)
            .orElse(null)
        : null;
  }

  private void changed() {
    panel.setDirty(true);
  }

  @Override
  public MailPolicy.Stored load() {
    return service.get(tenant);
  }

  @Override
  public void show(MailPolicy.Stored stored) {
    merge(stored, fieldsOf(stored));
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
  }

  @Override
  public void merge(MailPolicy.Stored over, PolicyFields chosen) {
    revision = over.revision();
    fields.read(chosen);
  }

  @Override
  public PolicyFields fieldsOf(MailPolicy.Stored stored) {
    return PolicyFields.of(stored.policy());
  }

  @Override
  public Optional<PolicyFields> read() {
    PolicyFields data = PolicyFields.of(MailPolicy.ALL_ALLOWED);
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  @Override
  public void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }

  @Override
  public MailPolicy.Stored save(PolicyFields data) {
    return service.save(tenant, data.toPolicy(), revision);
  }

  @Override
  public void saved(MailPolicy.Stored stored) {
    onSaved.run();
  }

  @Override
  public List<FormProperty<PolicyFields, ?>> properties() {
    return PolicyFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return fields.show(violations);
  }
}

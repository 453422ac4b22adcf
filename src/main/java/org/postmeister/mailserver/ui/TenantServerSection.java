package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.platform.FeaturePolicy;

/** A tenant's own mail server. */
public final class TenantServerSection extends Composite<Div>
    implements FormPanel.Editor<MailServer, MailServerFields> {

  private final transient TenantMailServerService service;
  private final transient MailRouteService routes;
  private final transient FeaturePolicy features;
  private final transient Messages messages;
  private final transient TenantId tenant;
  private final MailServerForm form;
  private final FormPanel<MailServer, MailServerFields> panel;
  private final Notice denied = new Notice();
  private final Button delete = new Button();
  private final ServerStatePanel state;
  private final String hintKey;
  private final SerializableRunnable onSaved;
  private boolean allowed;
  private long revision;
  private @Nullable MailServerDraft edited;

  /**
   * @param hintKey what a user can do about a policy that allows no server
   * @param onChange called when the user changed something, or reverted it
   * @param onSaved called when something was stored
   */
  public TenantServerSection(
      TenantMailServerService service,
      MailRouteService routes,
      FeaturePolicy features,
      Messages messages,
      Times times,
      MailServerFormFactory forms,
      TenantId tenant,
      String hintKey,
      SerializableRunnable onChange,
      SerializableRunnable onSaved) {
    this.service = service;
    this.routes = routes;
    this.features = features;
    this.messages = messages;
    this.tenant = tenant;
    this.hintKey = hintKey;
    this.onSaved = onSaved;
    this.form = forms.create(this::changed);
    this.state = new ServerStatePanel(messages, times);
    this.panel =
        new FormPanel<MailServer, MailServerFields>(messages, this, onChange, form).keepDraft();
    delete.setText(getTranslation("tenantserver.delete"));
    delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
    delete.addClickListener(click -> confirmDeletion());
    panel.addAction(delete);
    getContent().add(denied, panel);
    panel.showStored();
  }

  /** The status of the server; shown next to the form. */
  public ServerStatePanel statePanel() {
    return state;
  }

  public boolean isDirty() {
    return panel.isDirty();
  }

  /** Whether the tenant may have a server of its own, as far as is shown here. */
  public boolean isAllowed() {
    return allowed;
  }

  /** The content of the form, if it differs from what is stored. */
  public @Nullable MailServerDraft edited() {
    return panel.isDirty() ? edited : null;
  }

  /** Shows what is currently stored and allowed; whatever was typed is discarded. */
  public void showStored() {
    panel.showStored();
  }

  @Override
  public MailServer load() {
    return service.find(tenant).orElse(MailServer.NONE);
  }

  @Override
  public void show(MailServer stored) {
    boolean exists = !stored.equals(MailServer.NONE);
    allowed = service.isAllowed(tenant);
    revision = stored.revision();
    form.setServer(stored, features.platformVersion());
    form.setReadOnly(!allowed);
    form.setVisible(allowed || exists);
    panel.setActionsVisible(allowed);
    delete.setVisible(exists);
    state.setVisible(exists);
    if (exists) {
      state.show(service.state(tenant));
    }
    showDenial(exists);
    showInherited();
  }

  @Override
  public void merge(MailServer over, MailServerFields chosen) {
    revision = over.revision();
    form.setFields(chosen);
  }

  @Override
  public MailServerFields fieldsOf(MailServer stored) {
    return MailServerFields.of(stored.settings());
  }

  @Override
  public Optional<MailServerFields> read() {
    return form.getFieldsIfValid();
  }

  @Override
  public void focusFirstInvalid() {
    form.focusFirstInvalid();
  }

  @Override
  public MailServer save(MailServerFields fields) {
    return service.save(tenant, form.toDraft(fields), revision);
  }

  @Override
  public void saved(MailServer stored) {
    onSaved.run();
  }

  // The policy has changed while the form was open: the route is another one as well.
  @Override
  public void refused(BrokenRuleException rule) {
    onSaved.run();
  }

  @Override
  public List<FormProperty<MailServerFields, ?>> properties() {
    return MailServerFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return form.showViolations(violations);
  }

  /**
   * A test mail of what the form contains.
   *
   * @param test with unsaved settings, or null for what is stored
   * @return empty if the form is invalid and shows it
   */
  public Optional<TestMailPanel.Starter> testStarter(
      Function<@Nullable MailServerDraft, TestMailPanel.Starter> test) {
    panel.clearMessages();
    if (!panel.isDirty()) {
      return Optional.of(test.apply(null));
    }
    Optional<MailServerDraft> draft = form.getFieldsIfValid().map(form::toDraft);
    if (draft.isEmpty()) {
      panel.refuse(getTranslation("testmail.refused"), List.of());
      form.focusFirstInvalid();
    }
    return draft.map(test);
  }

  public void showViolations(String headlineKey, List<FieldViolation> violations) {
    panel.showViolations(headlineKey, violations);
  }

  private void changed() {
    edited = form.peek().orElse(edited);
    panel.setDirty(true);
  }

  private void showDenial(boolean kept) {
    denied.clear();
    if (!allowed) {
      denied.show(
          Notice.Kind.INFO,
          getTranslation("policy.denied.OWN_SERVER")
              + " "
              + getTranslation(kept ? "tenantserver.kept" : hintKey));
    }
  }

  // In place of what the system's form says there.
  private void showInherited() {
    form.explainSender(getTranslation("tenantserver.sender-address.helper"));
    MailRoute without = routes.inherited(tenant);
    MailServerSettings system = without.settings();
    if (without.reason() != null) {
      form.explainOff(
          getTranslation("inherited.nothing", getTranslation("reason." + without.reason())));
    } else {
      form.explainOff(
          system == null || system.senderAddress() == null
              ? getTranslation("inherited.SYSTEM")
              : getTranslation("inherited.SYSTEM.sender", system.senderAddress()));
    }
  }

  private void confirmDeletion() {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("tenantserver.delete.title"));
    dialog.setText(getTranslation("tenantserver.delete.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("action.cancel"));
    dialog.setConfirmText(getTranslation("tenantserver.delete"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(confirmed -> {
      try {
        service.delete(tenant);
        showStored();
        onSaved.run();
      } catch (BrokenRuleException e) {
        panel.refuse(messages.get(e), List.of());
      }
    });
    dialog.open();
  }
}

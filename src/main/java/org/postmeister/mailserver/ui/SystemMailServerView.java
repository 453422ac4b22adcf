package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.ui.LastChange;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.Toasts;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.security.CurrentUser;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.ui.SupportFields;
import org.postmeister.support.ui.SupportOptionsForm;
import org.springframework.dao.OptimisticLockingFailureException;

/** The system mail server and the support options on one page, next to the test mail. */
@Route("system/mail-server")
@Menu(title = "nav.mail-server", order = 10, icon = "vaadin:envelope-o")
@RolesAllowed("SYSTEM_ADMIN")
public class SystemMailServerView extends Main
    implements HasDynamicTitle,
        BeforeLeaveObserver,
        FormPanel.Editor<SystemMailServerView.Stored, SystemMailServerView.Fields> {

  private static final Set<AuditAction> CHANGES =
      EnumSet.of(
          AuditAction.SYSTEM_MAIL_SERVER_CHANGED,
          AuditAction.MAIL_DESTINATION_CONFIRMED,
          AuditAction.SUPPORT_OPTIONS_CHANGED);

  private final transient SystemMailServerService service;
  private final transient SupportOptionsService supportService;
  private final transient FeaturePolicy features;
  private final MailServerForm serverForm;
  private final SupportOptionsForm supportForm;
  private final FormPanel<Stored, Fields> panel;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final Notice unconfirmed = new Notice();
  private final ServerStatePanel state;
  private final LastChange lastChange;
  private long serverRevision;
  private long supportRevision;
  private boolean serverIsValid = true;

  record Stored(MailServer server, SupportOptions.Stored support) {}

  record Fields(MailServerFields server, SupportFields support) {}

  SystemMailServerView(
      SystemMailServerService service,
      SupportOptionsService supportService,
      TestMailService testMails,
      AuditService audit,
      FeaturePolicy features,
      Messages messages,
      Times times,
      MailServerFormFactory forms,
      PageMemory memory) {
    this.service = service;
    this.supportService = supportService;
    this.features = features;
    this.serverForm = forms.create(this::edited);
    this.lastChange = new LastChange(audit, times, CHANGES);
    this.supportForm = new SupportOptionsForm(messages, this::edited);
    this.panel =
        new FormPanel<Stored, Fields>(messages, this, this::changed, serverForm, supportForm)
            .keepDraft();
    addClassName("page");
    TestMailPanel test =
        new TestMailPanel(
            () -> testStarter(testMails),
            "testmail.sentence",
            messages,
            violations -> panel.showViolations("testmail.refused", violations));
    test.offerText(memory);
    test.compareWith(() -> testMails.latestOutcomes(MailOwner.SYSTEM), times);
    state = new ServerStatePanel(messages, times);
    Aside side = new Aside(state, test);
    side.addClassName("side");
    Div columns = new Div(panel, side);
    columns.addClassName("columns");
    // By URL: the module with that page depends on this one.
    Anchor connect = new Anchor("system/connect", getTranslation("tenant.connect"));
    add(
        new PageHeader("mailserver.title", "mailserver.sentence", connect),
        lastChange,
        unconfirmed,
        columns);
    panel.showStored();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("mailserver.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  @Override
  public Stored load() {
    return new Stored(service.get(), supportService.get());
  }

  @Override
  public void show(Stored stored) {
    serverRevision = stored.server().revision();
    supportRevision = stored.support().revision();
    showWhetherConfirmed(stored.server());
    state.show(service.state());
    lastChange.show(null);
    serverForm.setServer(stored.server(), features.platformVersion());
    supportForm.setFields(SupportFields.of(stored.support().options()));
  }

  @Override
  public void merge(Stored over, Fields chosen) {
    serverRevision = over.server().revision();
    supportRevision = over.support().revision();
    serverForm.setFields(chosen.server());
    supportForm.setFields(chosen.support());
  }

  @Override
  public Fields fieldsOf(Stored stored) {
    return new Fields(
        MailServerFields.of(stored.server().settings()),
        SupportFields.of(stored.support().options()));
  }

  @Override
  public Optional<Fields> read() {
    Optional<MailServerFields> server = serverForm.getFieldsIfValid();
    serverIsValid = server.isPresent();
    Optional<SupportFields> support = supportForm.getFieldsIfValid();
    return server.flatMap(first -> support.map(second -> new Fields(first, second)));
  }

  @Override
  public void focusFirstInvalid() {
    if (serverIsValid) {
      supportForm.focusFirstInvalid();
    } else {
      serverForm.focusFirstInvalid();
    }
  }

  @Override
  public Stored save(Fields fields) {
    service.save(
        serverForm.toDraft(fields.server()),
        serverRevision,
        fields.support().toOptions(),
        supportRevision);
    return load();
  }

  @Override
  public List<FormProperty<Fields, ?>> properties() {
    List<FormProperty<Fields, ?>> all = new ArrayList<>();
    MailServerFields.PROPERTIES.forEach(property -> all.add(property.in(Fields::server)));
    SupportFields.PROPERTIES.forEach(property -> all.add(property.in(Fields::support)));
    return all;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return serverForm.showViolations(violations);
  }

  // Somebody could have redirected the links of system administrators.
  private void showWhetherConfirmed(MailServer server) {
    unconfirmed.clear();
    if (server.destinationSetBy() != CurrentUser.Channel.CONSOLE) {
      String name = server.settings().serverName();
      unconfirmed.show(Notice.Kind.WARNING, getTranslation("mailserver.unconfirmed", name));
      unconfirmed.add(new Button(getTranslation("mailserver.confirm", name), click -> confirm()));
    }
  }

  // What the user is typing below stays.
  private void confirm() {
    try {
      MailServer confirmed = service.confirmDestination(serverRevision);
      serverRevision = confirmed.revision();
      showWhetherConfirmed(confirmed);
      Toasts.confirm(getTranslation("mailserver.confirmed"));
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      showWhetherConfirmed(service.get());
      panel.refuse(getTranslation("mailserver.confirm.stale"), List.of());
    }
  }

  private Optional<TestMailPanel.Starter> testStarter(TestMailService testMails) {
    panel.clearMessages();
    Optional<MailServerDraft> draft = serverForm.getFieldsIfValid().map(serverForm::toDraft);
    if (draft.isEmpty()) {
      panel.refuse(getTranslation("testmail.refused"), List.of());
      serverForm.focusFirstInvalid();
    }
    return draft.map(unsaved ->
        (recipient, text, listener) -> testMails.start(recipient, unsaved, text, listener));
  }

  private void edited() {
    panel.setDirty(true);
  }

  private void changed() {
    guard.setDirty(panel.isDirty());
  }
}

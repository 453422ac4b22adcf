package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.FormPanel;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.Toasts;
import org.postmeister.common.ui.UnsavedChangesGuard;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.testmail.TestMailService;
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
public class SystemMailServerView extends Main implements HasDynamicTitle, BeforeLeaveObserver {

  private final transient SystemMailServerService service;
  private final transient SupportOptionsService supportService;
  private final transient FeaturePolicy features;
  private final MailServerForm serverForm;
  private final SupportOptionsForm supportForm;
  private final FormPanel panel;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final Notice unconfirmed = new Notice();
  private final ServerStatePanel state;
  private long serverRevision;
  private long supportRevision;

  SystemMailServerView(
      SystemMailServerService service,
      SupportOptionsService supportService,
      TestMailService testMails,
      FeaturePolicy features,
      Messages messages,
      Times times,
      MailServerForms forms) {
    this.service = service;
    this.supportService = supportService;
    this.features = features;
    this.serverForm = forms.create(this::edited);
    this.supportForm = new SupportOptionsForm(messages, this::edited);
    this.panel =
        new FormPanel(this::save, this::showStored, this::changed, serverForm, supportForm);
    addClassName("page");
    TestMailPanel test =
        new TestMailPanel(
            testMails::start,
            "testmail.sentence",
            messages,
            this::draftToTest,
            violations -> showRefusal("testmail.refused", violations));
    state = new ServerStatePanel(messages, times);
    Aside side = new Aside(state, test);
    side.addClassName("side");
    Div columns = new Div(panel, side);
    columns.addClassName("columns");
    add(new PageHeader("mailserver.title", "mailserver.sentence"), unconfirmed, columns);
    showStored();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("mailserver.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  private void showStored() {
    MailServer server = service.get();
    SupportOptions.Stored support = supportService.get();
    serverRevision = server.revision();
    supportRevision = support.revision();
    showWhetherConfirmed(server);
    state.show(service.state());
    serverForm.setServer(server, features.platformVersion());
    supportForm.setFields(SupportFields.of(support.options()));
    panel.clearMessages();
    panel.setDirty(false);
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

  private void save() {
    panel.clearMessages();
    Optional<MailServerFields> server = serverForm.getFieldsIfValid();
    Optional<SupportFields> support = supportForm.getFieldsIfValid();
    if (server.isEmpty() || support.isEmpty()) {
      panel.refuse(getTranslation("form.invalid"), List.of());
      focusFirstInvalid(server.isEmpty());
      return;
    }
    try {
      service.save(
          serverForm.toDraft(server.get()),
          serverRevision,
          support.get().toOptions(),
          supportRevision);
      showStored();
      Toasts.confirm(getTranslation("action.saved"));
    } catch (ValidationFailedException e) {
      showRefusal("form.refused", e.violations());
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(server.get(), support.get());
    }
  }

  private void focusFirstInvalid(boolean inServerForm) {
    if (inServerForm) {
      serverForm.focusFirstInvalid();
    } else {
      supportForm.focusFirstInvalid();
    }
  }

  private void showRefusal(String headlineKey, List<FieldViolation> violations) {
    panel.refuse(getTranslation(headlineKey), serverForm.showViolations(violations));
  }

  private Optional<TestMailPanel.Tried> draftToTest() {
    panel.clearMessages();
    Optional<MailServerDraft> draft = serverForm.getFieldsIfValid().map(serverForm::toDraft);
    if (draft.isEmpty()) {
      panel.refuse(getTranslation("testmail.refused"), List.of());
      serverForm.focusFirstInvalid();
    }
    return draft.map(TestMailPanel.Tried::new);
  }

  private void resolve(MailServerFields mine, SupportFields mySupport) {
    MailServer server = service.get();
    SupportOptions.Stored support = supportService.get();
    MailServerFields merged = MailServerFields.of(server.settings());
    SupportFields mergedSupport = SupportFields.of(support.options());
    ConflictPanel choice =
        new ConflictPanel(() -> {
          serverRevision = server.revision();
          supportRevision = support.revision();
          serverForm.setFields(merged);
          supportForm.setFields(mergedSupport);
          panel.clearMessages();
        });
    choice.compare(
        mine, MailServerFields.of(server.settings()), merged, MailServerFields.PROPERTIES);
    choice.compare(
        mySupport, SupportFields.of(support.options()), mergedSupport, SupportFields.PROPERTIES);
    panel.resolve(choice);
  }

  private void edited() {
    panel.setDirty(true);
  }

  private void changed() {
    guard.setDirty(panel.isDirty());
  }
}

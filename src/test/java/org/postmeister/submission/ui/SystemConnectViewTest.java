package org.postmeister.submission.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenInfo;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

/** Connecting an application that sends mail of the system itself. */
class SystemConnectViewTest extends ViewTest {

  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private ApiTokenService tokens;
  @Autowired private SubmissionService submission;
  @Autowired private SubmissionEndpoint endpoint;
  @Autowired private Outbox outbox;

  @Autowired
  @Qualifier("submissionServer")
  private SmartLifecycle server;

  private TenantId acme;

  @BeforeEach
  void theSystemCanSend() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("localhost", 2525), null), null);
    acme = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void listenAgain() {
    if (!server.isRunning()) {
      server.start();
    }
  }

  private static String settings(int tab) {
    TabSheet tabs = _get(TabSheet.class);
    tabs.setSelectedIndex(tab);
    return _get(tabs.getComponent(tabs.getTabAt(tab)), Pre.class).getText();
  }

  @Test
  void isReachedFromTheServersPage() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/mail-server");
    Anchor there = _get(Anchor.class, spec -> spec.withText("Connect an application"));
    assertThat(there.getHref()).isEqualTo("system/connect");

    UI.getCurrent().navigate(there.getHref());
    assertThat(_get(Anchor.class, spec -> spec.withText("E-mail server")).getHref())
        .isEqualTo("system/mail-server");
  }

  @Test
  void saysWhereAndAsWhom() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/connect");

    List<SubmissionEndpoint.OpenPort> ports = endpoint.ports();
    assertThat(visibleText())
        .contains("mail of the system itself", "smtp.example.net", "noreply@example.com")
        .contains(ports.getFirst().number() + " with STARTTLS")
        .contains(ports.getLast().number() + " with TLS from the start")
        .doesNotContain("/api/v1/", "HTTP API");
    assertThat(
            _get(TabSheet.class)
                .getChildren()
                .flatMap(tabs -> tabs.getChildren())
                .filter(Tab.class::isInstance)
                .map(tab -> ((Tab) tab).getLabel()))
        .containsExactly("Spring Boot", "Postfix", "msmtp", "PHP", "Python", "Printer or scanner");
    assertThat(settings(0))
        .contains("spring.mail.username=system", "spring.mail.password=API_TOKEN");
  }

  @Test
  void theTokenThatIsCreatedSendsMailOfTheSystemAndNothingElse() throws Exception {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/connect");
    setFromClient(field("Name of the application"), "Monitoring");
    click("Create API token");

    String token = _find(Pre.class).getFirst().getText();
    assertThat(token).startsWith("pmt_");
    assertThat(settings(1)).contains(" system:" + token);
    ApiTokenInfo created = tokens.list().getFirst();
    assertThat(created.name()).hasToString("Monitoring");
    assertThat(created.tenant()).isNull();
    assertThat(created.scopes()).containsExactly(TokenScope.MESSAGES_SEND);
    assertThat(submission.signIn("system", token, "192.0.2.1").owner()).isEqualTo(MailOwner.SYSTEM);
  }

  @Test
  void isNotForTenants() {
    signInAsTenantAdmin(acme);

    assertThatThrownBy(() -> UI.getCurrent().navigate("system/connect"))
        .hasStackTraceContaining("AccessDenied");
  }

  @Test
  void withoutSmtpNothingCanBeConnected() {
    server.stop();
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/connect");

    assertThat(visibleText())
        .contains("set POSTMEISTER_SUBMISSION_PORT")
        .doesNotContain("smtp.example.net", "Create API token");
  }

  @Test
  void saysWhyNoMailCouldBeSent() {
    systemServer.save(
        draft(TestMailServers.open("localhost", 2525).with(MailServerField.ENABLED, false), null),
        null);
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/connect");

    assertThat(visibleText()).contains("The system mail server is switched off");
  }

  @Test
  void noticesTheFirstMessageOfTheSystem() {
    UI.getCurrent().setLocale(Locale.ENGLISH);
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/connect");
    assertThat(visibleText()).contains("Waiting for your first message");

    SignedIn.as(TestUsers.overSmtp(TestUsers.systemAdmin(), "192.0.2.1"));
    outbox.enqueue(SomeMessages.about(MailOwner.of(acme), "Of others", "a@example.org"), null);
    long id =
        outbox.enqueue(SomeMessages.about(MailOwner.SYSTEM, "Warning", "a@example.org"), null).id();
    SignedIn.asSystemAdmin();

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Postmeister has accepted your first message.");
        });
    assertThat(_get(Anchor.class, spec -> spec.withText("Show \u201cWarning\u201d")).getHref())
        .isEqualTo("messages/" + id);
  }

  @Test
  void speaksGerman() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(Locale.GERMAN);
    UI.getCurrent().navigate("system/connect");

    assertThat(visibleText())
        .contains("Anwendung anbinden", "E-Mails des Systems selbst")
        .contains("Warten auf Ihre erste Nachricht");
  }
}

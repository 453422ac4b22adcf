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
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.postmeister.submission.Submitter;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.core.Authentication;

/** Connecting an application, from its token to its first message, in both roles. */
class ConnectViewTest extends ViewTest {

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
  private TenantId other;

  @BeforeEach
  void tenantsCanSend() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("localhost", 2525), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
  }

  @AfterEach
  void listenAgain() {
    if (!server.isRunning()) {
      server.start();
    }
  }

  private void signInAs(String role) {
    if (role.equals("SYSTEM_ADMIN")) {
      signIn(role);
    } else {
      signInAsTenantAdmin(acme);
    }
  }

  private static void openPage(String tenant) {
    UI.getCurrent().navigate("tenants/" + tenant + "/connect");
  }

  private static List<String> kinds() {
    return _get(TabSheet.class)
        .getChildren()
        .flatMap(tabs -> tabs.getChildren())
        .filter(Tab.class::isInstance)
        .map(tab -> ((Tab) tab).getLabel())
        .toList();
  }

  private static String settings(int tab) {
    TabSheet tabs = _get(TabSheet.class);
    tabs.setSelectedIndex(tab);
    return _get(tabs.getComponent(tabs.getTabAt(tab)), Pre.class).getText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYSTEM_ADMIN", "TENANT_ADMIN"})
  void saysWhereAndAsWhom(String role) {
    signInAs(role);
    openPage("acme");

    List<SubmissionEndpoint.OpenPort> ports = endpoint.ports();
    assertThat(visibleText())
        .contains("smtp.example.net", "acme", "noreply@example.com")
        .contains(ports.getFirst().number() + " with STARTTLS")
        .contains(ports.getLast().number() + " with TLS from the start")
        .contains("http://localhost/api/v1/tenants/acme/messages");
    assertThat(kinds())
        .containsExactly(
            "HTTP API", "Spring Boot", "Postfix", "msmtp", "PHP", "Python", "Printer or scanner");
    assertThat(settings(0)).contains("Bearer API_TOKEN");
    assertThat(settings(1))
        .contains("spring.mail.host=smtp.example.net", "spring.mail.password=API_TOKEN")
        .contains("spring.mail.port=" + ports.getFirst().number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYSTEM_ADMIN", "TENANT_ADMIN"})
  void theTokenThatIsCreatedSendsAndNothingElse(String role) throws Exception {
    signInAs(role);
    openPage("acme");
    TextField name = field("Name of the application");
    assertThat(name.getValue()).isEqualTo("Application");
    setFromClient(name, "Shop");
    _get(TabSheet.class).setSelectedIndex(2);
    click("Create API token");

    String token = _find(Pre.class).getFirst().getText();
    assertThat(token).startsWith("pmt_");
    assertThat(_get(TabSheet.class).getSelectedIndex()).isEqualTo(2);
    assertThat(settings(2)).contains(" acme:" + token);
    assertThat(settings(1)).contains("spring.mail.password=" + token);
    assertThat(visibleText()).contains("It is shown only now").doesNotContain("API_TOKEN");
    ApiTokenInfo created = tokens.listOf(acme).getFirst();
    assertThat(created.name()).hasToString("Shop");
    assertThat(created.scopes()).containsExactly(TokenScope.MESSAGES_SEND);
    Submitter submitter = submission.signIn("acme", token, "192.0.2.1");
    assertThat(submitter.owner()).isEqualTo(MailOwner.of(acme));
    openPage("acme");
    assertThat(settings(1)).doesNotContain(token);
  }

  @Test
  void aTokenNeedsAName() {
    signInAsTenantAdmin(acme);
    openPage("acme");
    setFromClient(field("Name of the application"), " ");
    click("Create API token");

    assertThat(field("Name of the application").isInvalid()).isTrue();
    assertThat(tokens.listOf(acme)).isEmpty();
  }

  @Test
  void othersTenantsAreNotThere() {
    signInAsTenantAdmin(acme);

    assertThatThrownBy(() -> openPage("other")).hasMessageContaining("No route found");
  }

  @ParameterizedTest
  @CsvSource({
    "SYSTEM_ADMIN, 'set POSTMEISTER_SUBMISSION_PORT'",
    "TENANT_ADMIN, A system administrator can switch it on."
  })
  void withoutSmtpThereIsTheHttpApiAndSomebodyWhoCanChangeThat(String role, String who) {
    server.stop();
    signInAs(role);
    openPage("acme");

    assertThat(kinds()).containsExactly("HTTP API");
    assertThat(visibleText())
        .contains(who, "/api/v1/tenants/acme/messages")
        .doesNotContain("smtp.example.net");
    click("Create API token");
    assertThat(settings(0)).contains("Bearer pmt_");
  }

  @Test
  void saysWhyNoMailCouldBeSent() {
    systemServer.save(
        draft(TestMailServers.open("localhost", 2525).with(MailServerField.ENABLED, false), null),
        null);
    signInAsTenantAdmin(acme);
    openPage("acme");

    assertThat(visibleText()).contains("The system mail server is switched off");
  }

  @Test
  void noticesTheFirstMessageOfAnApplication() {
    UI.getCurrent().setLocale(Locale.ENGLISH);
    accept(acme, "Earlier", TestUsers.overSmtp(TestUsers.systemAdmin(), "192.0.2.1"));
    signInAsTenantAdmin(acme);
    openPage("acme");
    assertThat(visibleText()).contains("Waiting for your first message");

    Authentication reader = TestUsers.tenantAdmin(acme);
    accept(acme, "By hand", reader);
    accept(other, "Of others", TestUsers.overSmtp(TestUsers.systemAdmin(), "192.0.2.1"));
    long id = accept(acme, "Scanned", TestUsers.overSmtp(TestUsers.systemAdmin(), "192.0.2.1"));
    accept(acme, "Next", TestUsers.overHttp(TestUsers.systemAdmin()));
    SignedIn.as(reader);

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Postmeister has accepted your first message.");
        });
    assertThat(visibleText()).doesNotContain("Waiting for");
    Anchor link = _get(Anchor.class, spec -> spec.withText("Show “Scanned”"));
    assertThat(link.getHref()).isEqualTo("messages/" + id);
  }

  private long accept(TenantId tenant, String subject, Authentication by) {
    SignedIn.as(by);
    return outbox
        .enqueue(SomeMessages.about(MailOwner.of(tenant), subject, "a@example.org"), null)
        .id();
  }

  @Test
  void speaksGerman() {
    signInAsTenantAdmin(acme);
    UI.getCurrent().setLocale(Locale.GERMAN);
    openPage("acme");

    assertThat(visibleText())
        .contains("Anwendung anbinden", "API-Schlüssel anlegen", " mit STARTTLS")
        .contains("Warten auf Ihre erste Nachricht");
  }
}

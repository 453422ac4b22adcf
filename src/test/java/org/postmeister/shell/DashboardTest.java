package org.postmeister.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouterLink;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.ui.ChangePasswordView;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How mail is, at a glance, and what a new installation needs. */
class DashboardTest extends ViewTest {

  @Autowired private SystemMailServerService mailServers;
  @Autowired private TenantMailServerService servers;
  @Autowired private TenantService tenants;
  @Autowired private MailPolicyService policies;
  @Autowired private Outbox outbox;
  @Autowired private MessageActionService actions;
  @Autowired private TestDeliveries deliveries;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
    signIn("SYSTEM_ADMIN");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TenantId mailIsSent(String name) throws Exception {
    mailServers.save(draft(TestMailServers.open("localhost", server.port()), null), null);
    TenantId tenant = SomeTenants.create(tenants, name);
    outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    deliveries.run();
    return tenant;
  }

  private static RouterLink link(String label) {
    return _find(RouterLink.class).stream()
        .filter(link ->
            String.valueOf(link.getElement().getAttribute("aria-label")).startsWith(label + ":"))
        .findFirst()
        .orElseThrow();
  }

  private static String number(String label) {
    return link(label).getText();
  }

  private static String target(String label) {
    return link(label).getHref();
  }

  // How many messages are in the list that a number opens.
  private static String listed(String label) {
    Location location = new Location(target(label));
    UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    return Integer.toString(GridKt._size(_get(Grid.class)));
  }

  @Test
  void aNewInstallationSeesWhatToDo() {
    open(DashboardView.class);

    assertThat(visibleText())
        .contains("Getting started", "1 of 6 steps are done", "Set up the system mail server")
        .doesNotContain("Deliveries");
    mailServers.save(draft(TestMailServers.open("localhost", server.port()), null), null);
    SomeTenants.create(tenants, "acme");
    jdbc.sql(
            "INSERT INTO test_history (owner, at) SELECT 'system', changed_at FROM"
                + " mail_server")
        .update();
    again();
    assertThat(visibleText())
        .contains("4 of 6 steps are done", "Create a token", "Enter your e-mail address")
        .doesNotContain("Set up the server", "Create a tenant");
  }

  @Test
  void theMailCatcherTakesNoOtherServersPlace() {
    open(DashboardView.class);
    MailServerSettings entered =
        TestMailServers.off(TestMailServers.open("smtp.example.com", server.port()));
    mailServers.save(draft(entered, null), null);

    click("Use the mail catcher");

    assertThat(mailServers.get().settings().host()).hasToString("smtp.example.com");
    assertThat(visibleText()).doesNotContain("Use the mail catcher");
  }

  @Test
  void theStepsGiveWayToHowMailIsWithoutLoadingThePageAgain() throws Exception {
    open(DashboardView.class);
    assertThat(visibleText()).contains("Getting started");
    mailIsSent("acme");

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Deliveries").doesNotContain("Getting started");
        });
    assertThat(number("Delivered")).isEqualTo("1");
  }

  @Test
  void followsWhatOthersChange() throws Exception {
    mailIsSent("acme");
    open(DashboardView.class);
    assertThat(visibleText()).doesNotContain("has no server for its mail", "Tenant created: alone");
    TenantId alone = SomeTenants.create(tenants, "alone");
    policies.save(alone, new MailPolicy(false, true), null);
    mailServers.save(
        draft(TestMailServers.graphUntil(LocalDate.now(clock).plusDays(3)), "secret"), null);

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText())
              .contains(
                  "One active tenant has no server for its mail.",
                  "System mail server: The client secret is valid until",
                  "Tenant created: alone");
        });
  }

  private static void again() {
    UI.getCurrent().navigate(ChangePasswordView.class);
    open(DashboardView.class);
  }

  @Test
  void showsHowMailIsAndEveryNumberOpensWhatItCounts() throws Exception {
    TenantId acme = mailIsSent("acme");
    server.on("RCPT", "550 5.1.1 nobody here");
    outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "b@example.org"), null);
    deliveries.run();
    server.on("RCPT", "451 4.7.1 later");
    outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "c@example.org"), null);
    deliveries.run();
    outbox.enqueue(
        SomeMessages.to(MailOwner.of(acme), "good@example.org", "bad@example.org"), null);
    server.on("RCPT", "250 ok");
    server.on("RCPT TO:<bad@example.org>", "550 5.1.1 nobody here");
    deliveries.run();
    long cancelled =
        outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "d@example.org"), null).id();
    actions.cancel(cancelled);
    open(DashboardView.class);

    assertThat(number("Delivered")).isEqualTo("2");
    assertThat(number("Refused")).isEqualTo("1");
    assertThat(number("Deferred now")).isEqualTo("1");
    assertThat(number("Waiting now")).isEqualTo("1");
    for (String label :
        List.of("Delivered", "Refused", "Uncertain", "Deferred now", "Waiting now")) {
      open(DashboardView.class);
      String counted = number(label);
      assertThat(listed(label)).as(label).isEqualTo(counted);
    }
    open(DashboardView.class);
    assertThat(visibleText())
        .contains("Half of the mail arrived within", "(of the latest 2 that were delivered)")
        .contains("No mail server is in trouble.")
        .contains("Ready", "Mail is sent through localhost:" + server.port())
        .contains("Latest audit entries", "Tenant created: acme, by")
        .contains("7.4.0");
  }

  @Test
  @SuppressWarnings("unchecked")
  void looksBackAsFarAsOneChooses() throws Exception {
    mailIsSent("acme");
    jdbc.sql("UPDATE delivery_count SET begins_at = TIMESTAMPADD(DAY, -3, begins_at)").update();
    open(DashboardView.class);
    assertThat(number("Delivered")).isEqualTo("0");
    Select<Object> period = _get(Select.class);
    choose(period, period.getListDataView().getItem(1));

    assertThat(number("Delivered")).isEqualTo("1");
    assertThat(target("Delivered")).contains("ended=" + LocalDate.now(clock).minusDays(7));
  }

  @Test
  void showsServersInTroubleWithTheButtonThatHelps() throws Exception {
    TenantId acme = mailIsSent("acme");
    server.on("MAIL", "421 4.3.2 going down");
    outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "b@example.org"), null);
    deliveries.run();
    server.on("MAIL", "250 ok");
    open(DashboardView.class);
    assertThat(visibleText()).contains("Servers in trouble", "Paused", "1 message waits");
    _click(_get(Button.class, spec -> spec.withText("Try again now")));

    assertThat(visibleText()).contains("is sent now", "No mail server is in trouble.");
    deliveries.run();
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(number("Delivered")).as("without loading the page again").isEqualTo("2");
        });
  }

  @Test
  void showsWhatNobodyWouldNoticeUntilMailStops() throws Exception {
    TenantId acme = mailIsSent("acme");
    policies.save(SomeTenants.create(tenants, "alone"), new MailPolicy(false, true), null);
    LocalDate today = LocalDate.now(clock);
    servers.save(acme, draft(TestMailServers.graphUntil(today), "secret"), null);
    open(DashboardView.class);

    assertThat(
            _get(
                    RouterLink.class,
                    spec -> spec.withText("One active tenant has no server for its mail."))
                .getHref())
        .startsWith("tenants?")
        .contains("active=true", "route=NONE");
    assertThat(
            _find(RouterLink.class).stream()
                .filter(link -> link.getText().startsWith("One tenant has a client secret"))
                .map(RouterLink::getHref))
        .containsExactly("tenants?clientSecretExpiresOn=SOON");
    mailServers.save(draft(TestMailServers.graphUntil(today.plusDays(3)), "secret"), null);
    again();
    assertThat(visibleText())
        .contains("System mail server: The client secret is valid until", "3 more days");
  }

  @Test
  void tenantsSeeWithoutLoadingThePageAgainWhatOthersChange() throws Exception {
    TenantId acme = mailIsSent("acme");
    signInAsTenantAdmin(acme);
    UI.getCurrent().navigate("");
    assertThat(visibleText()).contains("System mail server").doesNotContain("Own server");

    SignedIn.asSystemAdmin();
    LocalDate soon = LocalDate.now(clock).plusDays(3);
    servers.save(acme, draft(TestMailServers.graphUntil(soon), "secret"), null);
    signInAsTenantAdmin(acme);

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText())
              .contains("Own server", "The client secret is valid until")
              .doesNotContain("System mail server");
        });
  }

  @Test
  void tenantsSeeTheirOwn() throws Exception {
    TenantId acme = mailIsSent("acme");
    TenantId other = mailIsSent("other");
    signInAsTenantAdmin(acme);
    UI.getCurrent().navigate("");

    assertThat(number("Delivered")).isEqualTo("1");
    assertThat(visibleText()).contains("Open acme").doesNotContain("other", "Latest audit entries");
    signInAsTenantAdmin(acme, other);
    UI.getCurrent().navigate("change-password");
    UI.getCurrent().navigate("");
    assertThat(List.of(number("Delivered"), number("Waiting now"))).containsExactly("2", "0");
  }
}

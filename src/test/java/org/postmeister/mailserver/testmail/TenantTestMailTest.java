package org.postmeister.mailserver.testmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestNames;
import org.springframework.beans.factory.annotation.Autowired;

/** Test mails of tenants: over which server, to which addresses, and what is told. */
@PostmeisterTest
class TenantTestMailTest {

  private static final EmailAddress RECIPIENT = EmailAddress.of("somebody@example.net");

  @Autowired private TestMailService service;
  @Autowired private TenantMailServerService servers;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestOutcomeRows outcomes;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId tenant;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    SignedIn.asTenantAdmin(tenant);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesTheSystemServerWithoutOneOfItsOwn() throws Exception {
    TestReport report = test(null);

    assertThat(report.isSent()).isTrue();
    assertThat(report.serverReply()).isNull();
    assertThat(report.steps()).allMatch(step -> step.detail() == null);
    assertThat(outcomes.findById(tenant.toString()).orElseThrow().code()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "loopback.test, 127.0.0.1",
    "loopback6.test, ::1",
    "private.test, 10.9.9.9",
    "metadata.test, 169.254.169.254",
    "nat64.test, 64:ff9b::7f00:1"
  })
  void neverConnectsToAnAddressThatIsNotPublic(String host, String address) throws Exception {
    TestNames.resolve(host, address);

    // Where it would be heard, if it were the loopback that it came to.
    TestReport report = test(ownServer(host, server.port()));

    assertThat(report.failure().step()).isEqualTo(SendStep.CONNECT);
    assertThat(report.failure().code()).isEqualTo("not_reachable");
    assertThat(TestNames.lookups(host)).isEqualTo(1);
    assertThat(server.connections()).isZero();
    SignedIn.asSystemAdmin();
    assertThat(test(ownServer(host, server.port())).failure().code())
        .isEqualTo("address_not_allowed");
  }

  @Test
  void connectsToTheAddressThatWasCheckedAlsoWhenTheNameMeansAnotherOneMeanwhile()
      throws Exception {
    // First an address that tenants may use but where nothing listens, then one where something
    // does.
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      TestNames.resolveInTurn("rebinding.test", List.of("127.77.0.1"), List.of("127.0.0.1"));

      TestReport report = test(ownServer("rebinding.test", elsewhere.getLocalPort()));

      assertThat(report.failure().code()).isEqualTo("not_reachable");
      assertThat(TestNames.lookups("rebinding.test")).isEqualTo(1);
    }
  }

  @Test
  void usesTheAllowedOnesOfSeveralAddresses() throws Exception {
    try (ScriptedSmtpServer own =
        new ScriptedSmtpServer(InetAddress.ofLiteral("127.77.0.2"), server.port())) {
      TestNames.resolve("several.test", "127.0.0.1", "10.0.0.1", "127.77.0.2");

      assertThat(test(ownServer("several.test", own.port())).isSent()).isTrue();
      assertThat(own.connections()).isEqualTo(1);
      assertThat(server.connections()).as("who listens where it may not go").isZero();
    }
  }

  @Test
  void triesNoForbiddenAddressWhenNobodyAnswersAtTheAllowedOnes() throws Exception {
    TestNames.resolve("several.test", "127.77.0.3", "127.0.0.1", "127.77.0.4");

    TestReport report = test(ownServer("several.test", server.port()));

    assertThat(report.failure().code()).isEqualTo("not_reachable");
    assertThat(server.connections()).isZero();
  }

  @Test
  void refusedAndFilteredLookTheSame() throws Exception {
    TestNames.resolve("filtered.test", "127.0.0.1");
    TestNames.resolve("refused.test", "127.77.0.1");

    TestReport filtered = test(ownServer("filtered.test", 2525));
    TestReport refused = test(ownServer("refused.test", 2525));

    assertThat(told(filtered)).isEqualTo(told(refused));
    assertThat(filtered.steps()).noneMatch(step -> String.valueOf(step.detail()).contains("127"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown_host",
        "connection_refused",
        "connect_timed_out",
        "unreachable",
        "address_not_allowed",
        "lookup_timed_out"
      })
  void whateverKeptAConnectionFromBeingMadeLooksTheSame(String code) {
    SendFailure failure = new SendFailure(SendStep.CONNECT, code, "10.1.2.3");
    StepResult step =
        new StepResult(
            SendStep.CONNECT,
            StepResult.Status.FAILED,
            false,
            failure.message(),
            Duration.ofMillis(3));

    TestReport seen =
        DiagnosticsVisibility.NETWORK.guard(new TestReport(List.of(step), failure, "banner", null));

    assertThat(seen.failure()).isEqualTo(new SendFailure(SendStep.CONNECT, "not_reachable"));
    assertThat(seen.steps().getFirst().duration()).isNull();
    assertThat(seen.steps().toString()).doesNotContain("10.1.2.3", code);
  }

  @Test
  void systemAdministratorsLearnWhy() throws Exception {
    TestNames.resolve("filtered.test", "127.0.0.1");
    SignedIn.asSystemAdmin();

    assertThat(test(ownServer("filtered.test", 2525)).failure().code())
        .isEqualTo("address_not_allowed");
  }

  @Test
  void theSystemServerIsExempt() throws Exception {
    assertThat(server.commands()).isEmpty();
    assertThat(test(null).isSent()).isTrue();
    assertThat(server.commands()).isNotEmpty();
  }

  @Test
  void aStoredServerIsGuardedTooWhateverWasAllowedWhenItWasSaved() throws Exception {
    TestNames.resolve("moved.test", "127.77.0.1");
    servers.save(tenant, draft(own("moved.test", 2525), null), null);
    TestNames.resolve("moved.test", "127.0.0.1");

    TestReport report = test(null);

    assertThat(report.failure().code()).isEqualTo("not_reachable");
    assertThat(outcomes.findById(tenant.toString()).orElseThrow().code())
        .isEqualTo("address_not_allowed");
  }

  @Test
  void unsavedSettingsObeyTheRulesOfSavedOnes() {
    assertThatThrownBy(() -> test(ownServer("127.0.0.1", 2525)))
        .isInstanceOf(ValidationFailedException.class);
    assertThatThrownBy(() -> test(ownServer("mail.example.com", 22)))
        .isInstanceOf(ValidationFailedException.class);
  }

  @Test
  void withoutASystemServerNobodyTests() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(off(open("localhost", 25)), null), null);
    SignedIn.asTenantAdmin(tenant);

    assertThatThrownBy(() -> test(ownServer("mail.example.com", 2525)))
        .isInstanceOfSatisfying(
            MailUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(RouteState.SYSTEM_MAIL_OFF));
  }

  private static List<Object> told(TestReport report) {
    return List.of(
        report.failure().code(),
        report.failure().message(),
        report.steps().stream().map(StepResult::status).toList(),
        report.steps().stream().map(step -> String.valueOf(step.detail())).toList());
  }

  private TestReport test(@Nullable MailServerDraft unsaved) throws Exception {
    return service
        .startForTenant(
            tenant, RECIPIENT, unsaved, TestMailText.usual(Locale.ENGLISH), StepListener.NONE)
        .report()
        .get(20, TimeUnit.SECONDS);
  }

  private static MailServerDraft ownServer(String host, int port) {
    return draft(own(host, port), null);
  }

  private static MailServerSettings own(String host, int port) {
    return open(host, port);
  }
}

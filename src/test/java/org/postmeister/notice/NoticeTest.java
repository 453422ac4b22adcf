package org.postmeister.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graphUntil;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.withUtf8Headers;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.monitoring.AlarmsOfTests;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.ExpiringSecrets;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.token.ExpiringTokens;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What system administrators are told, once, by mail where that is possible. */
@PostmeisterTest
class NoticeTest {

  @Autowired private ApplicationContext context;
  @Autowired private NoticeWatch watch;
  @Autowired private Notices notices;
  @Autowired private NoticeMailer mailer;
  @Autowired private ExpiringSecrets secrets;
  @Autowired private LicensePolicy licenses;
  @Autowired private SendingServerResolver servers;
  @Autowired private TransactionOperations transaction;
  @Autowired private NoticeService service;
  @Autowired private Outbox outbox;
  @Autowired private PausedServerService paused;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private PlatformService platform;
  @Autowired private AccountAdminService accounts;
  @Autowired private TestDeliveries deliveries;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;

  private CatchingSmtpServer server;
  private ScriptedSmtpServer broken;
  private TenantId tenant;

  @BeforeEach
  void start() throws Exception {
    server = new CatchingSmtpServer();
    broken = new ScriptedSmtpServer(InetAddress.getByName("127.77.0.1"));
    SignedIn.asSystemAdmin();
    accounts.create(
        EmailAddress.of("ada@example.org"),
        new AccountData(DisplayName.of("Ada"), Role.SYSTEM_ADMIN, Set.of(), true));
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void stop() {
    server.close();
    broken.close();
  }

  private void useBrokenServer() {
    tenantServers.save(tenant, draft(open("127.77.0.1", broken.port()), null), null);
    broken.on("MAIL", "421 4.3.2 Maintenance");
  }

  private void send() throws InterruptedException {
    outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    deliveries.run();
  }

  private List<String> subjects() throws InterruptedException {
    watch.look();
    deliveries.run();
    return server.mails().stream().map(CatchingSmtpServer.Caught::subject).toList();
  }

  private List<String> told() {
    return service.latest(Locale.ENGLISH).stream()
        .map(told -> told.notice().kind() + " " + told.notice().state())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "en, The mail server of acme cannot be used, The mail server of acme can be used again",
    "de, Der E-Mail-Server von acme kann nicht verwendet werden,"
        + " Der E-Mail-Server von acme kann wieder verwendet werden"
  })
  void aServerThatFailsAndRecoversIsToldOnce(String language, String failed, String recovered)
      throws Exception {
    jdbc.sql("UPDATE account SET language = ?").param(language).update();
    useBrokenServer();
    send();
    send();

    assertThat(subjects()).containsExactly(failed);
    assertThat(server.only().header("To")).isEqualTo("ada@example.org");
    assertThat(server.only().header("Auto-Submitted")).isEqualTo("auto-generated");
    clock.forward(Duration.ofHours(1));
    deliveries.run();
    assertThat(subjects()).as("It still cannot be used.").containsExactly(failed);

    broken.on("MAIL", "250 ok");
    paused.resume(MailOwner.of(tenant));
    assertThat(subjects())
        .as("Nobody knows yet, until it has taken a message.")
        .containsExactly(failed);
    assertThat(subjects()).containsExactly(failed, recovered);
    assertThat(subjects()).containsExactly(failed, recovered);
    assertThat(told()).containsExactly("SERVER_RECOVERED SENT", "SERVER_UNHEALTHY SENT");
  }

  @Test
  void whatTheBrokenServerWouldCarryWaitsInTheConsole() throws Exception {
    try (ScriptedSmtpServer system = new ScriptedSmtpServer()) {
      system.on("MAIL", "421 4.3.2 Maintenance");
      systemServer.save(draft(open("localhost", system.port()), null), null);
      send();

      assertThat(subjects()).isEmpty();
      assertThat(service.waiting(Locale.ENGLISH))
          .singleElement()
          .extracting(NoticeService.Told::sentence)
          .asString()
          .startsWith("The system mail server cannot be used: ");

      system.on("MAIL", "250 ok");
      paused.resume(MailOwner.SYSTEM);
      deliveries.run();
      watch.look();
      deliveries.run();
      assertThat(told()).containsExactly("SERVER_RECOVERED SENT", "SERVER_UNHEALTHY OVER");
      assertThat(system.commands())
          .contains("Subject: The system mail server can be used again")
          .doesNotContain("Subject: The system mail server cannot be used");
    }
  }

  @Test
  void waitsWhileMailIsOff() throws Exception {
    expireLicenseIn(10);
    systemServer.save(draft(off(open("localhost", server.port())), null), null);
    assertThat(subjects()).isEmpty();
    assertThat(told()).containsExactly("LICENSE_EXPIRES WAITING");

    systemServer.save(draft(open("localhost", server.port()), null), null);
    assertThat(subjects()).hasSize(1).first().asString().startsWith("The licence is valid until");
    assertThat(service.waiting(Locale.ENGLISH)).isEmpty();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void expireLicenseIn(int days) {
    PlatformSettings settings = platform.get().settings();
    platform.save(
        new PlatformSettings(
            settings.version(), new License(null, null, null, today().plusDays(days), null)),
        null);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "Asia/Kolkata, null, UTC+05:30",
        "Asia/Kolkata, Europe/Berlin, UTC+05:30",
        "null, Asia/Kolkata, UTC+05:30",
        "null, null, UTC"
      })
  void saysTimesInTheZoneOfItsReader(
      @Nullable String chosen, @Nullable String browser, String offset) throws Exception {
    jdbc.sql("UPDATE account SET time_zone = ?, browser_time_zone = ?")
        .params(Arrays.asList(chosen, browser))
        .update();
    useBrokenServer();
    send();
    send();

    assertThat(subjects()).hasSize(1);
    assertThat(server.only().text()).containsPattern("M " + Pattern.quote(offset) + "(?!\\+)");
  }

  @ParameterizedTest
  @CsvSource({
    "en, The licence is valid until, Hello Ada",
    "de, Die Lizenz gilt bis, Guten Tag Ada"
  })
  void comesInTheLanguageOfItsReader(String language, String subject, String greeting)
      throws Exception {
    jdbc.sql("UPDATE account SET language = ?").param(language).update();
    expireLicenseIn(3);

    assertThat(subjects()).singleElement().asString().startsWith(subject);
    assertThat(server.only().text()).contains(greeting);
  }

  @Test
  void theLicenceIsToldAgainWhenItBecomesUrgent() throws Exception {
    expireLicenseIn(31);
    assertThat(subjects()).isEmpty();
    clock.forward(Duration.ofDays(1));
    assertThat(subjects()).hasSize(1);
    clock.forward(Duration.ofDays(20));
    assertThat(subjects()).hasSize(1);
    clock.forward(Duration.ofDays(4));
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void secretsOfTenantsAreToldToo() throws Exception {
    tenantServers.save(tenant, draft(graphUntil(today().plusDays(8)), "secret"), null);
    watch.look();
    deliveries.run();

    assertThat(told()).contains("SECRET_EXPIRES SENT");
    assertThat(service.latest(Locale.GERMAN).getFirst().sentence())
        .startsWith(
            "Der E-Mail-Server von acme: Clientschlüssel oder Zertifikat gilt nur noch bis ");
  }

  @Test
  void certificatesThatExpireAreToldAsSecretsAre() throws Exception {
    ClientCertificate.WithKey made =
        new ClientCertificateFactory(
                Clock.fixed(clock.instant().minus(Duration.ofDays(722)), ZoneOffset.UTC))
            .generate();
    AppRegistration registered = TestMailServers.registration();
    tenantServers.save(
        tenant,
        new MailServerDraft(
            TestMailServers.graph()
                .with(
                    new Authentication.MicrosoftGraph(
                        new AppRegistration(
                            registered.cloud(),
                            registered.directoryId(),
                            registered.applicationId(),
                            null,
                            made.certificate()))),
            made.key()),
        null);

    watch.look();
    deliveries.run();

    assertThat(made.certificate().lastDay()).isEqualTo(today().plusDays(8));
    assertThat(told()).contains("SECRET_EXPIRES SENT");
  }

  @Test
  void aQuotaIsToldOnceADay() throws Exception {
    MailOwner acme = MailOwner.of(tenant);
    AlarmsOfTests.send(context, 2, acme, 1);
    lookWithDailyQuota(2);
    assertThat(told()).isEmpty();
    AlarmsOfTests.send(context, 2, acme, 1);
    lookWithDailyQuota(2);
    lookWithDailyQuota(2);
    deliveries.run();

    assertThat(told()).containsExactly("QUOTA_REACHED SENT");
    assertThat(subjects()).containsExactly("acme has sent all it may today");
    assertThat(server.only().text()).contains("has sent 2 messages");
    clock.forward(Duration.ofDays(1));
    lookWithDailyQuota(2);
    assertThat(told()).hasSize(1);
  }

  private void lookWithDailyQuota(long quota) {
    new NoticeWatch(
            notices,
            mailer,
            AlarmsOfTests.withDailyQuota(context, quota),
            secrets,
            context.getBean(ExpiringTokens.class),
            licenses,
            servers,
            transaction,
            clock)
        .look();
  }

  @Test
  void whatIsSwitchedOffIsOnlyShown() throws Exception {
    service.switchTo(NoticeKind.LICENSE_EXPIRES, false);
    expireLicenseIn(3);

    assertThat(subjects()).isEmpty();
    assertThat(told()).containsExactly("LICENSE_EXPIRES SWITCHED_OFF");
    assertThat(service.switches())
        .containsEntry(NoticeKind.LICENSE_EXPIRES, false)
        .containsEntry(NoticeKind.SERVER_UNHEALTHY, true);
  }

  @Test
  void whoeverMendsTheSettingsIsToldWhenTheyWork() throws Exception {
    useBrokenServer();
    send();
    assertThat(subjects()).hasSize(1);

    broken.on("MAIL", "250 ok");
    tenantServers.save(
        tenant, draft(withUtf8Headers(open("127.77.0.1", broken.port())), null), null);
    watch.look();
    assertThat(told()).as("nobody knows yet").containsExactly("SERVER_UNHEALTHY SENT");
    deliveries.run();
    assertThat(subjects())
        .containsExactly(
            "The mail server of acme cannot be used", "The mail server of acme can be used again");
  }

  @Test
  void aServerThatIsSwitchedOffIsNoTroubleAnyMore() throws Exception {
    useBrokenServer();
    send();
    assertThat(subjects()).hasSize(1);

    tenantServers.save(tenant, draft(off(open("127.77.0.1", broken.port())), null), null);
    assertThat(subjects()).noneMatch(subject -> subject.contains("again"));
    assertThat(told()).containsExactly("SERVER_UNHEALTHY SENT");
  }

  @Test
  void mailThatIsStuckInTheOutboxIsSaidToWait() throws Exception {
    try (ScriptedSmtpServer system = new ScriptedSmtpServer()) {
      system.on("MAIL", "421 4.3.2 Maintenance");
      systemServer.save(draft(open("localhost", system.port()), null), null);
      send();
      // The pause is over, so the notice is the next to try.
      clock.forward(Duration.ofMinutes(2));
      watch.look();
      deliveries.run();

      assertThat(told()).containsExactly("SERVER_UNHEALTHY WAITING");
      assertThat(service.waiting(Locale.ENGLISH)).hasSize(1);
    }
  }

  @Test
  void aServerThatKeepsEverybodyWaitingIsTold() throws Exception {
    jdbc.sql("INSERT INTO server_stuck (owner, since, seen_at, connections) VALUES (?, ?, ?, 2)")
        .params(
            MailOwner.of(tenant).key(),
            UtcTime.toColumn(clock.instant().minusSeconds(40)),
            UtcTime.toColumn(clock.instant()))
        .update();

    assertThat(subjects()).singleElement().asString().contains("does not accept mail");
    assertThat(told()).containsExactly("SERVER_STUCK SENT");
  }

  @Test
  void whatIsSettledBeforeItCouldBeMailedIsNot() throws Exception {
    systemServer.save(draft(off(open("localhost", server.port())), null), null);
    expireLicenseIn(3);
    watch.look();
    expireLicenseIn(300);
    systemServer.save(draft(open("localhost", server.port()), null), null);

    assertThat(subjects()).isEmpty();
    assertThat(told()).containsExactly("LICENSE_EXPIRES OVER");
  }

  @Test
  void oneWhoCannotBeWrittenToDoesNotKeepItFromTheOthers() throws Exception {
    accounts.create(
        EmailAddress.of("ädä@example.org"),
        new AccountData(DisplayName.of("Ädä"), Role.SYSTEM_ADMIN, Set.of(), true));
    expireLicenseIn(3);

    assertThat(subjects()).hasSize(1);
    assertThat(server.only().header("To")).isEqualTo("ada@example.org");
  }

  @Test
  void withoutAnAddressNobodyIsMailed() throws Exception {
    accounts.delete("ada@example.org");
    expireLicenseIn(3);

    assertThat(subjects()).isEmpty();
    assertThat(told()).containsExactly("LICENSE_EXPIRES NOBODY");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void whatIsToldAlreadyCostsTheSameHoweverMuchItIs(int count) throws Exception {
    useBrokenServer();
    send();
    for (int i = 0; i < count; i++) {
      TenantId other = SomeTenants.create(tenants, "tenant" + i);
      tenantServers.save(other, draft(open("127.77.0.1", broken.port()), null), null);
      jdbc.sql(
              """
              INSERT INTO server_health (owner, since, failures, paused_until, failure, reply)
              SELECT ?, since, failures, paused_until, failure, reply FROM server_health
              WHERE owner = ?
              """)
          .params(MailOwner.of(other).key(), MailOwner.of(tenant).key())
          .update();
    }
    watch.look();
    assertThat(told()).hasSize(count + 1);

    assertThat(
            RoundTrips.of(() -> {
              watch.look();
              return null;
            }))
        .hasSizeLessThanOrEqualTo(30);
  }
}

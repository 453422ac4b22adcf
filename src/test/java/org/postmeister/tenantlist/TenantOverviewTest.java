package org.postmeister.tenantlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graphUntil;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.common.table.TableFormat;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of all tenants: true after every change, filtered, sorted and paged by the database. */
@PostmeisterTest
class TenantOverviewTest {

  @Autowired private TenantOverviewService overviews;
  @Autowired private TenantExport exports;
  @Autowired private BulkService bulk;
  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private MailPolicyService policies;
  @Autowired private TenantSupportService support;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private PlatformService platform;
  @Autowired private TestClock.Turnable clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private Outbox outbox;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId own;
  private TenantId restricted;
  private TenantId inactive;
  private TenantId plain;

  @BeforeEach
  void someTenants() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    supportOptions.save(new SupportOptions(null, true, false), null);
    own = create("own", "Ärzte & Söhne", true);
    servers.save(own, draft(open("smtp.own.example", 25), null), null);
    restricted = create("restricted", "zebra", true);
    policies.save(restricted, new MailPolicy(false, true), null);
    inactive = create("Inactive", "Bäcker", false);
    plain = create("plain", null, true);
    support.save(plain, EmailAddress.of("help@plain.example"), null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TenantId create(String name, String display, boolean active) {
    return SomeTenants.create(
            tenants,
            name,
            new TenantData(
                display == null ? null : SingleLine.of(display), null, Locale.GERMAN, active))
        .id();
  }

  @Test
  void showsWhatEveryTenantsMailDoes() {
    assertThat(list(""))
        .extracting(TenantOverview::route)
        .containsExactly(
            RouteState.TENANT_INACTIVE,
            RouteState.TENANT,
            RouteState.SYSTEM,
            RouteState.NO_SERVER_FOR_TENANT);
  }

  @Test
  void showsTheStateOfTheServerOnEachRouteAndFindsThoseInTrouble() {
    assertThat(list("health=TROUBLE")).isEmpty();
    fail(MailOwner.of(own));
    assertThat(list("health=TROUBLE")).extracting(row -> row.name().value()).containsExactly("own");

    assertThat(overviews.withHealth(list("")))
        .extracting(row -> row.server() == null ? null : row.server().kind())
        .containsExactly(null, ServerState.Kind.PAUSED, ServerState.Kind.UNTESTED, null);

    fail(MailOwner.SYSTEM);
    assertThat(list("health=TROUBLE"))
        .extracting(row -> row.name().value())
        .containsExactly("own", "plain");
    systemServer.save(draft(off(open("localhost", 25)), null), null);
    assertThat(list("health=TROUBLE")).isEmpty();
  }

  private void fail(MailOwner owner) {
    jdbc.sql(
            """
            INSERT INTO server_health (owner, since, failures, failure)
            VALUES (?, ?, 1, '{"step": "CONNECT", "code": "connection_refused", "arguments": []}')
            """)
        .params(owner.key(), UtcTime.toColumn(clock.instant()))
        .update();
  }

  @Test
  void countsWhatWaits() {
    outbox.enqueue(SomeMessages.to(MailOwner.of(plain), "a@example.org"), null);
    outbox.enqueue(SomeMessages.to(MailOwner.of(plain), "b@example.org"), null);

    assertThat(overviews.withHealth(list("")))
        .extracting(TenantOverview::waiting)
        .containsExactly(0L, 0L, 2L, 0L);
  }

  @Test
  void followsTheSystemsServerAndVersionWithoutTouchingAnyTenant() {
    policies.save(restricted, MailPolicy.ALL_ALLOWED, null);
    policies.save(own, new MailPolicy(true, false), null);
    assertThat(list("route=SYSTEM"))
        .extracting(row -> row.name().value())
        .containsExactly("own", "plain", "restricted");
    policies.save(own, MailPolicy.ALL_ALLOWED, null);
    platform.save(new PlatformSettings(PlatformVersion.of("7.2.0"), License.UNLIMITED), null);
    assertThat(list("route=TENANT")).hasSize(1);

    systemServer.save(draft(off(open("localhost", 25)), null), null);

    assertThat(list("")).allMatch(row -> row.route() == RouteState.SYSTEM_MAIL_OFF);
    assertThat(list("route=NONE")).hasSize(4);
    assertThat(list("route=SYSTEM")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          query=arzte                | own
          query=BÄCK                 | Inactive
          query=smtp.own             | own
          query=help@                | plain
          query=%                    |
          query=_                    |
          query=!                    |
          name=i                     | Inactive plain restricted
          displayName=e              | Inactive own restricted
          active=false               | Inactive
          route=NONE                 | Inactive restricted
          route=NO_SERVER_FOR_TENANT | restricted
          route=TENANT_INACTIVE      | Inactive
          route=tenant               | own
          authentication=NONE        | own
          sender=noreply@example     | own
          lastTest=NEVER             | Inactive own plain restricted
          lastTest=NOT_LATELY        | Inactive own plain restricted
          lastTest=SENT              |
          systemServerAllowed=false  | restricted
          ownServerAllowed=false     |
          supportAddress=plain       | plain
          """)
  void filters(String parameter, String names) {
    String expected = names == null ? "" : names;

    assertThat(names(parameter)).isEqualTo(expected);
    assertThat(overviews.count(filter(parameter)))
        .isEqualTo(expected.isEmpty() ? 0 : expected.split(" ", -1).length);
  }

  @Test
  void followsTheEndOfClientSecrets() throws Exception {
    LocalDate today = LocalDate.now(clock);
    servers.save(own, draft(graphUntil(today.plusDays(30)), "secret"), null);
    servers.save(plain, draft(graphUntil(today.minusDays(1)), "secret"), null);
    servers.save(restricted, draft(graphUntil(today.plusDays(31)), "secret"), null);

    assertThat(names("clientSecretExpiresOn=SOON")).isEqualTo("own plain");
    assertThat(names("clientSecretExpiresOn=expired")).isEqualTo("plain");
    assertThat(list("name=restricted").getFirst().secretExpiresOn()).isEqualTo(today.plusDays(31));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exports.write(filter("name=own"), TableFormat.CSV, "", out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("authentication,clientSecretExpiresOn,sender")
        .contains("MICROSOFT_GRAPH," + today.plusDays(30));

    clock.forward(Duration.ofDays(1));
    assertThat(names("clientSecretExpiresOn=SOON")).isEqualTo("own plain restricted");
    servers.save(restricted, draft(open("smtp.own.example", 25), null), null);
    assertThat(names("clientSecretExpiresOn=SOON")).isEqualTo("own plain");
  }

  private String names(String parameter) {
    return String.join(" ", list(parameter).stream().map(row -> row.name().value()).toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantColumn.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HEALTH", "WAITING"})
  void sortsByAnyColumnAndPagesTheSameFromBothEnds(TenantColumn column) {
    for (int i = 0; i < 30; i++) {
      create("many-%02d".formatted(i), i % 3 == 0 ? null : "Name " + (i * 7 % 30), i % 4 != 0);
    }
    List<TenantOverview> up =
        overviews.page(
            TenantFilter.ALL,
            new TenantSort(column, false),
            0,
            100,
            overviews.count(TenantFilter.ALL));
    List<TenantOverview> down =
        new ArrayList<>(
            overviews.page(
                TenantFilter.ALL,
                new TenantSort(column, true),
                0,
                100,
                overviews.count(TenantFilter.ALL)));
    List<TenantOverview> paged = new ArrayList<>();
    for (int offset = 0; offset < up.size(); offset += 7) {
      paged.addAll(
          overviews.page(TenantFilter.ALL, new TenantSort(column, false), offset, 7, up.size()));
    }
    Collections.reverse(down);

    assertThat(up).hasSize(34);
    assertThat(down).isEqualTo(up);
    assertThat(paged).isEqualTo(up);
  }

  @Test
  void sortsDisplayNamesAsPeopleDo() {
    assertThat(
            overviews.page(
                filter("displayName=e"),
                new TenantSort(TenantColumn.DISPLAY_NAME, false),
                0,
                10,
                3))
        .extracting(TenantOverview::displayName)
        .containsExactly("Ärzte & Söhne", "Bäcker", "zebra");
  }

  @Test
  void deletedTenantsAreGone() {
    tenants.delete(own);

    assertThat(list("query=own")).isEmpty();
  }

  @Test
  void exportsWhatMatchesSafely() throws Exception {
    create("formula", "=HYPERLINK(\"http://evil.example\")", true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    exports.write(filter("name=formula"), TableFormat.CSV, "", out);

    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().get(1))
        .startsWith("formula,\"'=HYPERLINK(\"\"http://evil.example\"\")\",true,SYSTEM");
  }

  @Test
  void changesManyAtOnce() throws Exception {
    AllowedSenders senders = AllowedSenders.of("*@restricted.example");
    policies.save(restricted, new MailPolicy(false, true, senders), null);
    List<BulkResult> results = Collections.synchronizedList(new ArrayList<>());
    bulk.start(
            new TenantSelection.Matching(TenantFilter.ALL),
            new BulkChange.SetPolicy(null, false),
            results::add)
        .end()
        .get(20, TimeUnit.SECONDS);

    assertThat(results).hasSize(4).allMatch(BulkResult::isGood);
    assertThat(policies.get(restricted).policy()).isEqualTo(new MailPolicy(false, false, senders));
    assertThat(policies.get(plain).policy()).isEqualTo(new MailPolicy(true, false));
    assertThat(list("ownServerAllowed=false")).hasSize(4);
  }

  @Test
  void aGateKeepsManyFromChangingAndEachSaysSo() throws Exception {
    policies.save(restricted, MailPolicy.ALL_ALLOWED, null);
    platform.save(new PlatformSettings(PlatformVersion.of("7.2.0"), License.UNLIMITED), null);
    List<BulkResult> results = Collections.synchronizedList(new ArrayList<>());

    bulk.start(
            new TenantSelection.Matching(TenantFilter.ALL),
            new BulkChange.SetPolicy(false, null),
            results::add)
        .end()
        .get(20, TimeUnit.SECONDS);

    assertThat(results).hasSize(4).noneMatch(BulkResult::isGood);
    assertThat(policies.get(plain).policy()).isEqualTo(MailPolicy.ALL_ALLOWED);
  }

  @Test
  void testsManyAndShowsTheResultOfEach() throws Exception {
    List<BulkResult> results = Collections.synchronizedList(new ArrayList<>());

    bulk.start(
            new TenantSelection.Chosen(Set.of(restricted, plain, inactive)),
            new BulkChange.SendTestMail(EmailAddress.of("a@example.net"), Locale.ENGLISH),
            results::add)
        .end()
        .get(20, TimeUnit.SECONDS);

    assertThat(results.stream().filter(BulkResult::isGood).map(result -> result.tenant().value()))
        .containsExactly("plain");
    assertThat(list("lastTest=SENT"))
        .extracting(row -> row.name().value())
        .containsExactly("plain");
  }

  @Test
  void cancellingBeginsNoFurtherTenantAndBreaksTestsOff() throws Exception {
    server.on("MAIL", ScriptedSmtpServer.SILENCE);
    List<BulkResult> results = Collections.synchronizedList(new ArrayList<>());
    BulkRun run =
        bulk.start(
            new TenantSelection.Chosen(Set.of(plain)),
            new BulkChange.SendTestMail(EmailAddress.of("a@example.net"), Locale.ENGLISH),
            results::add);
    Awaitility.await().until(() -> !server.commands().isEmpty());

    run.cancel();
    run.end().get(5, TimeUnit.SECONDS);

    assertThat(results).hasSize(1).noneMatch(BulkResult::isGood);
  }

  private List<TenantOverview> list(String parameter) {
    return overviews.page(
        filter(parameter), TenantSort.BY_NAME, 0, 100, overviews.count(filter(parameter)));
  }

  private static TenantFilter filter(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0
        ? TenantFilter.ALL
        : TenantFilter.of(Map.of(parameter.substring(0, equals), parameter.substring(equals + 1)));
  }
}

package org.postmeister.mailserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graphUntil;
import static org.postmeister.testing.TestMailServers.open;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked for all the time is found by an index. */
@PostmeisterTest
class ExpiringSecretsTest {

  private static final int OTHERS = 11;

  @Autowired private ExpiringSecrets secrets;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService servers;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private LocalDate today;
  private MailOwner expiring;

  @BeforeEach
  void thousandsOfServers() {
    today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("mail.example.com", 25), null), null);
    TenantId other = SomeTenants.create(tenants, "other");
    servers.save(other, draft(open("127.77.0.1", 25), null), null);
    // Twice as many each time.
    List<String> columns =
        jdbc
            .sql("SELECT * FROM mail_server WHERE owner = 'system'")
            .query()
            .singleRow()
            .keySet()
            .stream()
            .filter(column -> !column.equalsIgnoreCase("owner"))
            .toList();
    String rest = String.join(", ", columns);
    for (int i = 0; i < OTHERS; i++) {
      jdbc.sql(
              "INSERT INTO mail_server (owner, "
                  + rest
                  + ") SELECT CONCAT('"
                  + i
                  + "-', owner), "
                  + rest
                  + " FROM mail_server")
          .update();
    }
    TenantId tenant = SomeTenants.create(tenants, "acme");
    servers.save(tenant, draft(graphUntil(today.plusDays(3)), "secret"), null);
    expiring = MailOwner.of(tenant);
  }

  @Test
  void serversWhoseSecretsExpireAreFoundByTheirDay() throws Exception {
    assertThat(secrets.find(today))
        .containsExactly(new ExpiringSecrets.Expiring(expiring, today.plusDays(3)));

    List<String> statements = RoundTrips.of(() -> secrets.find(today));
    assertThat(statements).hasSize(1);
    Map<String, Object> plan =
        jdbc.sql("EXPLAIN " + statements.getFirst())
            .params(
                today.minusDays(1),
                AppRegistration.firstWithoutWarning(today),
                AuthenticationMode.MICROSOFT_GRAPH.name(),
                AuthenticationMode.SMTP_OAUTH2.name())
            .query()
            .singleRow();

    String used = TestDatabase.isMariaDb() ? "key" : "plan";
    assertThat(String.valueOf(plan.get(used)).toLowerCase(Locale.ROOT))
        .contains("mail_server_expiry");
  }
}

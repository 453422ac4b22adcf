package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryTaskFailure;
import org.postmeister.delivery.StuckServer;
import org.postmeister.delivery.monitoring.DeliveryAlarms;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lanes that fail for reasons that nobody foresaw, again and again. */
@PostmeisterTest
class DeliveryTaskFailuresTest {

  @Autowired private DeliveryTaskFailures failures;
  @Autowired private DeliveryAlarms alarms;
  @Autowired private DeliverySupervisor watch;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;
  @Autowired private TenantService tenants;
  @Autowired private HealthIndicator lanesHealthIndicator;

  @Test
  void areSeenInHealthAndNoticesUntilOneSucceeds() {
    failures.failed(MailOwner.SYSTEM, new IllegalStateException("odd"));
    failures.failed(MailOwner.SYSTEM, new IllegalStateException("odd"));
    assertThat(status()).isEqualTo(Status.UP);

    failures.failed(MailOwner.SYSTEM, new IllegalStateException("odd"));

    assertThat(status()).isEqualTo(new Status("DEGRADED"));
    assertThat(alarms.failingLanes())
        .singleElement()
        .matches(failing -> failing.server().equals(MailOwner.SYSTEM) && failing.failures() == 3);
    failures.succeeded(MailOwner.SYSTEM);
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void settingsThatCannotBeReadCountForThemselvesAndSayWhose() {
    SignedIn.asSystemAdmin();
    TenantId acme = SomeTenants.create(tenants, "acme");
    MailOwner owner = MailOwner.of(acme);
    for (int i = 0; i < DeliveryTaskFailures.MANY; i++) {
      failures.settingsFailed(owner, new IllegalStateException("odd"));
    }
    failures.succeeded(owner);

    assertThat(alarms.failingLanes())
        .singleElement()
        .extracting(DeliveryTaskFailure::server)
        .isEqualTo(owner);
    tenants.delete(acme);
    assertThat(alarms.failingLanes()).isEmpty();
  }

  @Test
  void endWithWhatTheyFailedWith() {
    for (int i = 0; i < DeliveryTaskFailures.MANY; i++) {
      failures.failed(MailOwner.SYSTEM, new IllegalStateException("odd"));
      failures.settingsFailed(MailOwner.SYSTEM, new IllegalStateException("odd"));
    }
    failures.onlyOf(Set.of(MailOwner.SYSTEM), Set.of(MailOwner.SYSTEM));
    assertThat(alarms.failingLanes()).hasSize(2);

    // Nothing waits any more.
    watch.look(serverKey -> {});

    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void aServerThatIsStuckIsSaidToBe() {
    jdbc.sql(
            "INSERT INTO server_stuck (owner, since, seen_at, connections) VALUES ('system', ?, ?,"
                + " 4)")
        .params(
            UtcTime.toColumn(clock.instant().minusSeconds(40)), UtcTime.toColumn(clock.instant()))
        .update();

    assertThat(alarms.stuckServers())
        .singleElement()
        .returns(MailOwner.SYSTEM, StuckServer::owner)
        .returns(4, StuckServer::connections);
    assertThat(status().getCode()).isEqualTo("DEGRADED");

    // Of a node that has died.
    clock.forward(Duration.ofMinutes(2));
    assertThat(alarms.stuckServers()).isEmpty();
    assertThat(status()).isEqualTo(Status.UP);
  }

  private Status status() {
    return lanesHealthIndicator.health().getStatus();
  }
}

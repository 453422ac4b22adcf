package org.postmeister.mailserver;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.tenant.Tenant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Remembers how test mails ended: all of them in the audit trail, the last one of stored settings.
 */
@Component
class TestRecorder {

  private final TestOutcomeRows outcomes;
  private final MailChanges changes;
  private final TransactionOperations transaction;
  private final Clock clock;

  TestRecorder(
      TestOutcomeRows outcomes,
      MailChanges changes,
      TransactionOperations transaction,
      Clock clock) {
    this.outcomes = outcomes;
    this.changes = changes;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * To be told when the test has ended.
   *
   * @param tenant null for the system
   * @param stored whether the settings are those that are stored
   * @param server as people call it
   */
  Consumer<TestReport> of(
      @Nullable Tenant tenant, EmailAddress recipient, boolean stored, String server) {
    return report ->
        transaction.executeWithoutResult(
            status -> record(tenant, recipient, stored, server, report));
  }

  private void record(
      @Nullable Tenant tenant,
      EmailAddress recipient,
      boolean stored,
      String server,
      TestReport report) {
    CheckFailure failure = report.failure();
    if (stored && !cancelled(failure)) {
      Owner owner = tenant == null ? Owner.SYSTEM : Owner.of(tenant.id());
      long revision = outcomes.findById(owner.key()).map(TestOutcomeRow::revision).orElse(0L);
      outcomes.save(
          new TestOutcomeRow(
              owner.key(),
              revision,
              clock.instant(),
              failure == null,
              failure == null ? null : failure.code(),
              recipient.toString()));
    }
    List<AuditEvent.Change> facts =
        new AuditEvent.Fields()
            .changesTo(
                new AuditEvent.Fields()
                    .with("recipient", recipient)
                    .with("server", server)
                    .with(
                        "failure", failure == null ? null : failure.step() + " " + failure.code()));
    changes.ofTest(
        tenant, failure == null ? AuditAction.TEST_MAIL_SENT : AuditAction.TEST_MAIL_FAILED, facts);
  }

  private static boolean cancelled(@Nullable CheckFailure failure) {
    return failure != null && failure.code().equals("cancelled");
  }
}

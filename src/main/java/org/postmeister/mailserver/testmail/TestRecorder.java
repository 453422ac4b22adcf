package org.postmeister.mailserver.testmail;

import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.mailserver.MailEventPublisher;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Records the outcomes of test mails: all of them in the audit trail, and the last one of stored
 * settings.
 */
@Component
class TestRecorder {

  private static final Logger log = LoggerFactory.getLogger(TestRecorder.class);

  private final TestOutcomeRows outcomes;
  private final TestHistory history;
  private final MailEventPublisher changes;
  private final TransactionOperations transaction;
  private final Clock clock;

  TestRecorder(
      TestOutcomeRows outcomes,
      TestHistory history,
      MailEventPublisher changes,
      TransactionOperations transaction,
      Clock clock) {
    this.outcomes = outcomes;
    this.history = history;
    this.changes = changes;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * To be called when the test has ended.
   *
   * @param tenant null for the system
   * @param mail whose outcome is kept if it was sent with stored settings
   */
  Consumer<TestReport> of(@Nullable Tenant tenant, TestMail mail) {
    return report -> {
      transaction.executeWithoutResult(status -> audit(tenant, mail, report));
      if (mail.stored() && !cancelled(report.failure())) {
        keep(tenant, report.failure());
      }
    };
  }

  private void audit(@Nullable Tenant tenant, TestMail mail, TestReport report) {
    SendFailure failure = report.failure();
    changes.ofTest(
        tenant,
        failure == null ? AuditAction.TEST_MAIL_SENT : AuditAction.TEST_MAIL_FAILED,
        new AuditEvent.Fields()
            .changesTo(
                new AuditEvent.Fields()
                    .with("recipient", mail.recipient())
                    .with("subject", mail.content().subject())
                    .with("server", mail.server().serverName())
                    .with(
                        "failure",
                        failure == null ? null : failure.step() + " " + failure.code())));
  }

  // Two tests that end at the same moment, or a tenant deleted in the meantime, are no reason to
  // report the test as failed.
  private void keep(@Nullable Tenant tenant, @Nullable SendFailure failure) {
    try {
      transaction.executeWithoutResult(status -> {
        MailOwner owner = tenant == null ? MailOwner.SYSTEM : MailOwner.of(tenant.id());
        long revision = outcomes.findById(owner.key()).map(TestOutcomeRow::revision).orElse(0L);
        outcomes.save(
            new TestOutcomeRow(
                owner.key(),
                revision,
                clock.instant(),
                failure == null ? null : failure.step(),
                failure == null ? null : failure.code()));
        history.add(
            owner,
            new TestOutcome(
                clock.instant(),
                failure == null ? null : failure.step(),
                failure == null ? null : failure.code()));
        if (tenant != null) {
          changes.ofTestOutcome(tenant);
        }
      });
    } catch (DataAccessException | TenantNotFoundException e) {
      log.info("The outcome of a test mail could not be stored: {}", e.getMessage());
    }
  }

  @EventListener
  void on(TenantDeleted deleted) {
    outcomes.deleteById(MailOwner.of(deleted.id()).key());
    history.delete(MailOwner.of(deleted.id()));
  }

  private static boolean cancelled(@Nullable SendFailure failure) {
    return failure != null && failure.code().equals("cancelled");
  }
}

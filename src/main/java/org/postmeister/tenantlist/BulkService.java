package org.postmeister.tenantlist;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailRun;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.testmail.TestMailText;
import org.postmeister.security.BackgroundExecutor;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes many tenants, each in a separate transaction, and reports the result for each. */
@Service
@RequiresSystemAdmin
public class BulkService {

  private static final Logger log = LoggerFactory.getLogger(BulkService.class);

  private static final int BATCH = 500;
  // A test mostly waits for a server; more at once would only look like an attack to it.
  private static final int TESTS_AT_ONCE = 8;

  private final TenantOverviewService overviews;
  private final TenantService tenants;
  private final MailPolicyService policies;
  private final TestMailService testMails;
  private final TransactionOperations transaction;
  private final BackgroundExecutor tasks;

  BulkService(
      TenantOverviewService overviews,
      TenantService tenants,
      MailPolicyService policies,
      TestMailService testMails,
      TransactionOperations transaction,
      BackgroundExecutor tasks) {
    this.overviews = overviews;
    this.tenants = tenants;
    this.policies = policies;
    this.testMails = testMails;
    this.transaction = transaction;
    this.tasks = tasks;
  }

  /**
   * Starts and returns at once.
   *
   * @param listener receives the result of each tenant, on several threads
   */
  public BulkRun start(
      TenantSelection selection, BulkChange change, Consumer<BulkResult> listener) {
    BulkRun run = new BulkRun(size(selection));
    Runnable work =
        () -> {
          try {
            work(selection, change, listener, run);
            run.ended();
          } catch (RuntimeException | Error e) {
            run.failed(e);
          }
        };
    tasks.start(work);
    return run;
  }

  private int size(TenantSelection selection) {
    return switch (selection) {
      case TenantSelection.Chosen chosen -> chosen.tenants().size();
      case TenantSelection.Matching matching -> overviews.count(matching.filter());
    };
  }

  private void work(
      TenantSelection selection, BulkChange change, Consumer<BulkResult> listener, BulkRun run) {
    Semaphore free = new Semaphore(atOnce(change));
    forEach(
        selection,
        run,
        tenant -> {
          free.acquireUninterruptibly();
          Runnable one =
              () -> {
                try {
                  listener.accept(change(tenant, change, run));
                } finally {
                  free.release();
                }
              };
          tasks.start(one);
        });
    free.acquireUninterruptibly(atOnce(change));
  }

  private static int atOnce(BulkChange change) {
    return switch (change) {
      case BulkChange.SendTestMail test -> TESTS_AT_ONCE;
      case BulkChange.SetActive activity -> 1;
      case BulkChange.SetPolicy policy -> 1;
    };
  }

  private void forEach(TenantSelection selection, BulkRun run, Consumer<Target> receiver) {
    switch (selection) {
      case TenantSelection.Chosen chosen ->
          each(
              chosen.tenants().stream().map(this::target).flatMap(Optional::stream).toList(),
              run,
              receiver);
      case TenantSelection.Matching matching -> {
        String after = "";
        List<Target> batch;
        do {
          batch =
              overviews.after(matching.filter(), after, BATCH).stream().map(Target::of).toList();
          each(batch, run, receiver);
          after = batch.isEmpty() ? after : batch.getLast().name().key();
        } while (batch.size() == BATCH && !run.isCancelled());
      }
    }
  }

  private static void each(List<Target> batch, BulkRun run, Consumer<Target> receiver) {
    for (Target target : batch) {
      if (run.isCancelled()) {
        return;
      }
      receiver.accept(target);
    }
  }

  /** A tenant to be changed. */
  private record Target(TenantId id, TenantName name) {

    static Target of(TenantOverview overview) {
      return new Target(overview.id(), overview.name());
    }
  }

  private Optional<Target> target(TenantId id) {
    try {
      return Optional.of(new Target(id, tenants.get(id).name()));
    } catch (TenantNotFoundException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private BulkResult change(Target target, BulkChange change, BulkRun run) {
    try {
      return switch (change) {
        case BulkChange.SetActive(boolean active) -> {
          tenants.setActive(target.id(), active);
          yield new BulkResult(target.name(), null);
        }
        case BulkChange.SetPolicy policy -> {
          setPolicy(target.id(), policy);
          yield new BulkResult(target.name(), null);
        }
        case BulkChange.SendTestMail test ->
            new BulkResult(target.name(), problem(target, test, run));
      };
    } catch (BrokenRuleException e) {
      return new BulkResult(target.name(), e);
    } catch (RuntimeException e) {
      log.warn("The tenant {} was not changed", target.name(), e);
      return new BulkResult(target.name(), UnexpectedProblem.of(e));
    }
  }

  private void setPolicy(TenantId tenant, BulkChange.SetPolicy change) {
    transaction.executeWithoutResult(status -> {
      MailPolicy.Stored stored = policies.get(tenant);
      MailPolicy before = stored.policy();
      policies.save(
          tenant,
          before.with(
              change.systemServerAllowed() == null
                  ? before.systemServerAllowed()
                  : change.systemServerAllowed(),
              change.ownServerAllowed() == null
                  ? before.ownServerAllowed()
                  : change.ownServerAllowed()),
          stored.revision());
    });
  }

  private @Nullable MessageSourceResolvable problem(
      Target target, BulkChange.SendTestMail test, BulkRun run) {
    TestMailRun started =
        testMails.startForTenant(
            target.id(),
            test.recipient(),
            null,
            TestMailText.usual(test.locale()),
            StepListener.NONE);
    Runnable cancel = started::cancel;
    run.onCancel(cancel);
    try {
      SendFailure failure = started.report().join().failure();
      return failure == null ? null : failure.message();
    } finally {
      run.takeBack(cancel);
    }
  }
}

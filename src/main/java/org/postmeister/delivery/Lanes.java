package org.postmeister.delivery;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postmeister.mailserver.Owner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** The tasks that all nodes share; who runs which, and who has died, is db-scheduler's business. */
@Configuration(proxyBeanMethods = false)
class Lanes {

  private static final String LANE = "lane";
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  @Bean
  DbSchedulerCustomizer onThreadsOfTheirOwn(Node node) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(node.name()));
      }

      // They decide and wait; connections have threads of their own (docs/decisions/0017).
      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 0).factory()));
      }
    };
  }

  /** The mail of one server. It exists as long as it is sent, or while it waits for a node. */
  @Bean
  Task<Void> laneTask(DeliveryWorker worker, LaneFailures failures) {
    return Tasks.custom(LANE, Void.class)
        .onDeadExecutionRevive()
        // Whatever it was, the watch begins anew if there is still something to do.
        .onFailure((FailureHandler<Void>) (execution, operations) -> operations.remove())
        .execute((instance, context) -> {
          Owner server = server(instance.getId());
          try {
            boolean hasSent =
                worker.run(server, () -> context.getSchedulerState().isShuttingDown(), true);
            if (hasSent) {
              failures.succeeded(server);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (TransientDataAccessException
              | RecoverableDataAccessException
              | DataAccessResourceFailureException
              | TransactionException e) {
            // The database is away, or somebody was faster: the watch begins anew.
            throw e;
          } catch (RuntimeException e) {
            failures.failed(server, e);
            throw e;
          }
          return (execution, operations) -> operations.remove();
        });
  }

  // Before, there was one for each of a few connections, with a number behind the server.
  private static Owner server(String instance) {
    int number = instance.lastIndexOf('#');
    return new Owner(number < 0 ? instance : instance.substring(0, number));
  }

  /** Looks after messages that no lane is running for. */
  @Bean
  Task<Void> watchTask(LaneWatch watch, LaneFailures failures) {
    return Tasks.recurring("lane-watch", FixedDelay.of(WATCH_EVERY))
        .execute((instance, context) -> {
          failures.load();
          watch.look(server -> start(context.getSchedulerClient(), server));
        });
  }

  /** Deletes what has been kept long enough; remembers how far it has come. */
  @Bean
  Task<Instant> retentionTask(Retention retention) {
    return Tasks.recurring("retention", FixedDelay.ofHours(1), Instant.class)
        .initialData(Instant.EPOCH)
        .executeStateful((instance, context) -> retention.run(instance.getData()));
  }

  /** Has the mail of a server sent, unless it is already. */
  static void start(SchedulerClient scheduler, Owner server) {
    scheduler.scheduleIfNotExists(new TaskInstance<>(LANE, server.key()), Instant.EPOCH);
  }
}

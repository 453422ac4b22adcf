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
import java.util.concurrent.Semaphore;
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
  // On each node, so that hundreds of tenants' slow servers use up neither memory nor connections
  // to the database. Those of the system mail server always run.
  private static final int MOST_OF_TENANTS = 60;

  private final Semaphore ofTenants = new Semaphore(MOST_OF_TENANTS);

  @Bean
  DbSchedulerCustomizer onThreadsOfTheirOwn(Node node) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(node.name()));
      }

      // Not virtual ones: they wait for a socket through a further thread (docs/decisions/0013).
      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("lane-", 0).factory()));
      }
    };
  }

  /** One lane of one server. It exists as long as it runs, or while it waits to be picked up. */
  @Bean
  Task<Void> laneTask(LaneRunner runner, LaneFailures failures, DeliveryProperties properties) {
    return Tasks.custom(LANE, Void.class)
        .onDeadExecutionRevive()
        // Whatever it was, the watch begins anew if there is still something to do.
        .onFailure((FailureHandler<Void>) (execution, operations) -> operations.remove())
        .execute((instance, context) -> {
          LaneKey lane = LaneKey.of(instance.getId());
          boolean ofTenant = !lane.server().equals(Owner.SYSTEM);
          if (ofTenant && !ofTenants.tryAcquire()) {
            // The watch starts it again.
            return (execution, operations) -> operations.remove();
          }
          try {
            boolean hasSent =
                runner.run(
                    lane,
                    () -> context.getSchedulerState().isShuttingDown(),
                    () -> {
                      if (lane.number() + 1 < properties.lanesPerServer()) {
                        start(
                            context.getSchedulerClient(),
                            new LaneKey(lane.server(), lane.number() + 1));
                      }
                    });
            if (hasSent) {
              failures.succeeded(lane.server());
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
            failures.failed(lane.server(), e);
            throw e;
          } finally {
            if (ofTenant) {
              ofTenants.release();
            }
          }
          return (execution, operations) -> operations.remove();
        });
  }

  /** Looks after messages that no lane is running for. */
  @Bean
  Task<Void> watchTask(LaneWatch watch, LaneFailures failures) {
    return Tasks.recurring("lane-watch", FixedDelay.of(WATCH_EVERY))
        .execute((instance, context) -> {
          failures.load();
          watch.look(lane -> start(context.getSchedulerClient(), lane));
        });
  }

  /** Deletes what has been kept long enough; remembers how far it has come. */
  @Bean
  Task<Instant> retentionTask(Retention retention) {
    return Tasks.recurring("retention", FixedDelay.ofHours(1), Instant.class)
        .initialData(Instant.EPOCH)
        .executeStateful((instance, context) -> retention.run(instance.getData()));
  }

  /** Starts the first lane of a server, unless it runs already. */
  static void start(SchedulerClient scheduler, Owner server) {
    start(scheduler, new LaneKey(server, 0));
  }

  private static void start(SchedulerClient scheduler, LaneKey lane) {
    scheduler.scheduleIfNotExists(new TaskInstance<>(LANE, lane.toString()), Instant.EPOCH);
  }
}

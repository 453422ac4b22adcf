package org.postmeister.delivery.worker;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.delivery.Node;
import org.postmeister.delivery.store.Retention;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The tasks shared by all nodes; db-scheduler decides which node runs what, and detects dead ones.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryTasks {

  private static final String LANE = "lane";
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);
  // With thousands of tenants' mail to deliver, it would use all resources.
  private static final int TIMES_ITS_COST = 1;
  private static final int FEW = 10;
  private static final int AT_ONCE = 200;
  // How many start at the same time: more would only hold each other up, and the scheduler writes a
  // heartbeat for each.
  private static final int MOST_BEGINNING = 1000;
  private static final Duration BEGINNING = Duration.ofSeconds(3);
  // Due on every node, whatever its clock says, and still tells when it was stored.
  private static final Duration OVERDUE = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(DeliveryTasks.class);

  @Bean
  DbSchedulerCustomizer onThreadsOfTheirOwn(
      Node node, @Qualifier("repeatedConnections") DataSource dataSource) {
    return new DbSchedulerCustomizer() {
      // Nodes on different members of a cluster take the same task at the same moment.
      @Override
      public Optional<DataSource> dataSource() {
        return Optional.of(dataSource);
      }

      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(node.name()));
      }

      // These threads decide and wait; connections have their own threads (docs/decisions/0017).
      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 0).factory()));
      }
    };
  }

  /** The delivery task of one server. It exists while mail is being sent or waits for a node. */
  @Bean
  Task<Void> laneTask(DeliveryWorker worker, DeliveryTaskFailures failures) {
    return Tasks.custom(LANE, Void.class)
        .onDeadExecutionRevive()
        // Whatever it was, the supervisor starts it again if there is still something to do.
        .onFailure((FailureHandler<Void>) (execution, operations) -> operations.remove())
        .execute((instance, context) -> {
          MailOwner server = server(instance.getId());
          try {
            boolean hasSent =
                worker.run(server, () -> context.getSchedulerState().isShuttingDown(), true);
            if (hasSent) {
              failures.succeeded(server);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            if (!DatabaseFailure.isTemporary(e)) {
              failures.failed(server, e);
            }
            throw e;
          }
          return (execution, operations) -> operations.remove();
        });
  }

  // Earlier versions had one task per connection, with a number after the server.
  private static MailOwner server(String instance) {
    int number = instance.lastIndexOf('#');
    return new MailOwner(number < 0 ? instance : instance.substring(0, number));
  }

  /** Watches messages for which no delivery task is running. */
  @Bean
  Task<Void> watchTask(DeliverySupervisor watch, DeliveryTaskFailures failures, Clock clock) {
    AtomicLong nextLook = new AtomicLong(System.nanoTime());
    return Tasks.recurring("lane-watch", FixedDelay.of(WATCH_EVERY))
        .execute((instance, context) -> {
          long begun = System.nanoTime();
          if (begun - nextLook.get() < 0) {
            return;
          }
          failures.load();
          Set<MailOwner> wanted = new LinkedHashSet<>();
          watch.look(wanted::add);
          start(context.getSchedulerClient(), wanted, clock.instant());
          long end = System.nanoTime();
          nextLook.set(end + (end - begun) * TIMES_ITS_COST);
        });
  }

  /** Deletes what has been kept long enough; remembers how far it has got. */
  @Bean
  Task<Instant> retentionTask(Retention retention) {
    return Tasks.recurring("retention", FixedDelay.ofHours(1), Instant.class)
        .initialData(Instant.EPOCH)
        .executeStateful((instance, context) -> retention.run(instance.getData()));
  }

  // When the mail of thousands of servers becomes due at the same time, starting them one by one
  // takes too long.
  private static void start(SchedulerClient scheduler, Set<MailOwner> servers, Instant now) {
    Set<String> running = new HashSet<>();
    int[] beginning = {0};
    Instant before = now.minus(OVERDUE).minus(BEGINNING);
    if (servers.size() > FEW) {
      scheduler.fetchScheduledExecutionsForTask(
          LANE,
          Void.class,
          // Including those that a node is working on.
          ScheduledExecutionsFilter.all(),
          execution -> {
            running.add(execution.getTaskInstance().getId());
            beginning[0] += execution.getExecutionTime().isAfter(before) ? 1 : 0;
          });
    }
    List<MailOwner> missing =
        new ArrayList<>(
            servers.stream().filter(server -> !running.contains(server.key())).toList());
    // Nobody is always last.
    Collections.shuffle(missing);
    missing = missing.subList(0, Math.clamp(MOST_BEGINNING - beginning[0], 0, missing.size()));
    for (int from = 0; from < missing.size(); from += AT_ONCE) {
      List<MailOwner> some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
      if (some.size() <= FEW || !startTogether(scheduler, some, now)) {
        some.forEach(server -> start(scheduler, server));
      }
    }
  }

  private static boolean startTogether(
      SchedulerClient scheduler, List<MailOwner> servers, Instant stored) {
    try {
      List<TaskInstance<?>> instances = new ArrayList<>();
      servers.forEach(server -> instances.add(new TaskInstance<>(LANE, server.key())));
      scheduler.scheduleBatch(instances, stored.minus(OVERDUE));
      return true;
    } catch (RuntimeException e) {
      // One of them has been started in the meantime.
      log.debug("Deliveries are started one by one", e);
      return false;
    }
  }

  /** Starts the delivery task of a server, unless it is already running. */
  static void start(SchedulerClient scheduler, MailOwner server) {
    scheduler.scheduleIfNotExists(new TaskInstance<>(LANE, server.key()), Instant.EPOCH);
  }
}

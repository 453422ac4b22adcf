package org.postmeister.delivery.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import jakarta.annotation.PreDestroy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postmeister.delivery.MailDue;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Starts a delivery task as soon as a message for it has been stored. */
@Component
class DeliveryStarter {

  private static final Logger log = LoggerFactory.getLogger(DeliveryStarter.class);

  private final DueMailSignal signals;
  private final ObjectProvider<Scheduler> scheduler;
  private final Set<MailOwner> asked = ConcurrentHashMap.newKeySet();
  // The thread that stored the message still holds a database connection, and would need a second
  // one.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("delivery-starter").factory());

  DeliveryStarter(DueMailSignal signals, ObjectProvider<Scheduler> scheduler) {
    this.signals = signals;
    this.scheduler = scheduler;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(MailDue due) {
    if (!signals.tell(due.server()) && asked.add(due.server())) {
      starter.execute(() -> start(due.server()));
    }
  }

  private void start(MailOwner server) {
    asked.remove(server);
    try {
      scheduler.ifAvailable(available -> {
        DeliveryTasks.start(available, server);
        available.triggerCheckForDueExecutions();
      });
    } catch (DataAccessException | com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException e) {
      // The supervisor will find the message.
      log.info("A delivery task could not be started at once: {}", e.getMessage());
    }
  }

  @PreDestroy
  void stop() {
    starter.shutdownNow();
  }
}

package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/**
 * Polls what a view shows, with the rights of its user, and tells the view when it has changed: by
 * whatever node, task or user.
 */
@org.springframework.stereotype.Component
public class LiveUpdates {

  private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int THREADS = 2;
  private static final int TIMES_ITS_COST = 20;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, Thread.ofVirtual().name("live-", 0).factory());

  /**
   * Polls as long as the component is attached. Neither supplier is called on the UI thread.
   *
   * @param look reads the current state
   * @param shown what the view shows; it is told when the two differ
   * @param changed called on the UI thread
   */
  public void follow(Component view, Supplier<?> look, Supplier<?> shown, Runnable changed) {
    view.addAttachListener(attached -> {
      UI ui = attached.getUI();
      Registration following =
          begin(() -> {
            if (!Objects.equals(look.get(), shown.get())) {
              UiThread.later(ui, changed::run);
            }
          });
      view.addDetachListener(detached -> {
        detached.unregisterListener();
        following.remove();
      });
    });
  }

  private Registration begin(Runnable tick) {
    Runnable asViewer = DelegatingSecurityContextRunnable.create(guarded(tick), null);
    Future<?> ticking =
        threads.scheduleWithFixedDelay(
            asViewer, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return () -> ticking.cancel(false);
  }

  // A task that fails would never run again. An expensive one runs less often.
  private static Runnable guarded(Runnable tick) {
    AtomicLong next = new AtomicLong(System.nanoTime());
    return () -> {
      long begun = System.nanoTime();
      if (begun - next.get() < 0) {
        return;
      }
      try {
        tick.run();
        next.set(begun + (System.nanoTime() - begun) * TIMES_ITS_COST);
      } catch (UIDetachedException e) {
        log.debug("The view was closed in the meantime", e);
      } catch (RuntimeException e) {
        log.info("A view could not be updated: {}", e.toString());
      }
    };
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}

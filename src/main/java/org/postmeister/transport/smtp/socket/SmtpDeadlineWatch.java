package org.postmeister.transport.smtp.socket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections that have waited too long. One thread watches all of them: a waiting thread
 * cannot check the time, and a server that sends a little now and then would keep it waiting
 * forever.
 */
public final class SmtpDeadlineWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmtpDeadlineWatch.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Set<SmtpSocket> watched = ConcurrentHashMap.newKeySet();
  private @Nullable Thread watch;

  /** Watches a connection until it is closed. */
  synchronized void add(SmtpSocket socket) {
    watched.add(socket);
    if (watch == null) {
      watch = Thread.ofPlatform().daemon().name("smtp-deadlines").start(this::look);
    }
  }

  void remove(SmtpSocket socket) {
    watched.remove(socket);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        long now = System.nanoTime();
        watched.forEach(socket -> cutIfLate(socket, now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // A problem with one must not disable the timeouts of the others.
  private static void cutIfLate(SmtpSocket socket, long now) {
    try {
      socket.cutIfLate(now);
    } catch (RuntimeException e) {
      log.warn("A connection that timed out could not be closed", e);
    }
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.interrupt();
      watch = null;
    }
  }
}

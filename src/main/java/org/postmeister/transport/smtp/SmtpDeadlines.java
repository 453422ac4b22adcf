package org.postmeister.transport.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts connections that have waited longer than they may. One thread looks after all of them:
 * whoever waits cannot look at the clock, and a server that says a little now and then would keep
 * it waiting for ever.
 */
final class SmtpDeadlines implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Set<SmtpSocket> watched = ConcurrentHashMap.newKeySet();
  private @Nullable Thread watch;

  /** Looks after a connection until it is closed. */
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
        watched.forEach(socket -> socket.cutIfLate(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

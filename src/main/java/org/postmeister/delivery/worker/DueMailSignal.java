package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postmeister.mailserver.MailOwner;
import org.springframework.stereotype.Component;

/** Wakes a delivery on this node when there is something to do again. */
@Component
class DueMailSignal {

  private final Map<MailOwner, Listening> listening = new ConcurrentHashMap<>();

  /** Listens for a server until it is closed. */
  Listening listen(MailOwner server) {
    Listening added = new Listening(server);
    listening.put(server, added);
    return added;
  }

  /** Whether this node delivers the server's mail; if so, the delivery looks at once. */
  boolean tell(MailOwner server) {
    Listening known = listening.get(server);
    if (known == null) {
      return false;
    }
    known.due = true;
    known.wake();
    return true;
  }

  /** What a delivery waits on. */
  final class Listening implements AutoCloseable {

    private final MailOwner server;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean due;

    private Listening(MailOwner server) {
      this.server = server;
    }

    /** Something has changed. */
    void wake() {
      signal.release();
    }

    /** Whether messages have become due since the last call. */
    boolean isDue() {
      boolean known = due;
      due = false;
      return known;
    }

    void await(Duration longest) throws InterruptedException {
      if (signal.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        signal.drainPermits();
      }
    }

    @Override
    public void close() {
      listening.remove(server, this);
    }
  }
}

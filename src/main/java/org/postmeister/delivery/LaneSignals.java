package org.postmeister.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postmeister.mailserver.Owner;
import org.springframework.stereotype.Component;

/** Tells a lane that runs on this node and has nothing to do that there is something again. */
@Component
class LaneSignals {

  private final Map<Owner, Semaphore> listening = new ConcurrentHashMap<>();

  /** Listens for a lane until it is closed; of a server's lanes only the first listens. */
  Listening listen(LaneKey lane) {
    Semaphore signal = new Semaphore(0);
    if (lane.number() == 0) {
      listening.put(lane.server(), signal);
    }
    return new Listening(lane.server(), signal);
  }

  /** Whether a lane of the server is running here; if so it looks at once. */
  boolean tell(Owner server) {
    Semaphore signal = listening.get(server);
    if (signal == null) {
      return false;
    }
    signal.release();
    return true;
  }

  /** What a lane waits with. */
  final class Listening implements AutoCloseable {

    private final Owner server;
    private final Semaphore signal;

    private Listening(Owner server, Semaphore signal) {
      this.server = server;
      this.signal = signal;
    }

    void await(Duration longest) throws InterruptedException {
      if (signal.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        signal.drainPermits();
      }
    }

    @Override
    public void close() {
      listening.remove(server, signal);
    }
  }
}

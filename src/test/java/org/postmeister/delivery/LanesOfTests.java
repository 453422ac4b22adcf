package org.postmeister.delivery;

import java.util.Set;
import java.util.TreeSet;
import org.postmeister.mailserver.Owner;
import org.springframework.boot.test.context.TestComponent;

/** Runs lanes on the thread of a test, as often as it wants them to run. */
@TestComponent
public class LanesOfTests {

  private final LaneWatch watch;
  private final LaneRunner runner;

  LanesOfTests(LaneWatch watch, LaneRunner runner) {
    this.watch = watch;
    this.runner = runner;
  }

  /**
   * Sends whatever is due.
   *
   * @return whose servers there was something for
   */
  public Set<String> run() throws InterruptedException {
    Set<String> servers = new TreeSet<>();
    watch.look(lane -> servers.add(lane.server().key()));
    for (String server : servers) {
      // Only the first of a server's lanes waits for more to come.
      runner.run(new LaneKey(new Owner(server), 1), () -> false, () -> {});
    }
    return servers;
  }
}

package org.postmeister.delivery.worker;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.mailserver.MailOwner;
import org.springframework.boot.test.context.TestComponent;

/** Delivers on the thread of a test, as often as it wants that. */
@TestComponent
public class TestDeliveries {

  private final DeliverySupervisor watch;
  private final DeliveryWorker worker;
  private final ServerHealths healths;

  TestDeliveries(DeliverySupervisor watch, DeliveryWorker worker, ServerHealths healths) {
    this.watch = watch;
    this.worker = worker;
    this.healths = healths;
  }

  /** Servers that cannot be used, without those that somebody has had tried again. */
  public List<ServerHealth> paused() {
    return healths.all().stream().filter(server -> !server.isResumed()).toList();
  }

  /**
   * Sends whatever is due.
   *
   * @return whose servers there was something for
   */
  public Set<String> run() throws InterruptedException {
    Set<String> servers = new TreeSet<>();
    watch.look(server -> servers.add(server.key()));
    for (String server : servers) {
      worker.run(new MailOwner(server), () -> false, false);
    }
    return servers;
  }
}

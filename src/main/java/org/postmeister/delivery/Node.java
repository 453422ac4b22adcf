package org.postmeister.delivery;

import com.github.kagkarlsson.scheduler.SchedulerName;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The name of this node, different after each start. */
@Component
public class Node {

  // The column for the node that runs a task has 50 characters.
  private static final int MAX_LENGTH = 50;

  private final String name;

  public Node() {
    String host = new SchedulerName.Hostname().getName();
    String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
    int room = MAX_LENGTH - suffix.length();
    this.name = (host.length() <= room ? host : host.substring(0, room)) + suffix;
  }

  public String name() {
    return name;
  }
}

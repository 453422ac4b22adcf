package org.postmeister.delivery.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.Node;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which nodes run. */
@PostmeisterTest
class RunningNodesTest {

  @Autowired private RunningNodes nodes;
  @Autowired private Node node;
  @Autowired private TestClock.Turnable clock;
  @Autowired private JdbcClient jdbc;

  @Test
  void oneThatNotesItselfIsRunningUntilItNoLongerDoes() {
    SignedIn.asSystemAdmin();
    assertThat(nodes.list()).isEmpty();
    nodes.note();
    nodes.note();
    assertThat(nodes.list()).extracting(RunningNode::name).containsExactly(node.name());

    clock.forward(Duration.ofMinutes(2));
    assertThat(nodes.list()).isEmpty();
    nodes.note();
    assertThat(nodes.list()).hasSize(1);
  }

  @Test
  void oneThatHasStoppedLongAgoIsForgotten() {
    jdbc.sql(
            """
            INSERT INTO node (name, version, started_at, seen_at)
            VALUES ('old', '1', TIMESTAMP '2001-01-01 00:00:00', TIMESTAMP '2001-01-02 00:00:00')
            """)
        .update();
    nodes.note();

    assertThat(jdbc.sql("SELECT name FROM node").query(String.class).list())
        .containsExactly(node.name());
  }
}

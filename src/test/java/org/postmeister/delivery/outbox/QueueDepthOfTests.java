package org.postmeister.delivery.outbox;

import java.time.Clock;
import org.postmeister.delivery.store.QueueOfTests;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much waits, with other settings than those of tests. */
public final class QueueDepthOfTests {

  private QueueDepthOfTests() {}

  /**
   * @param settings names below {@code postmeister.delivery}, each followed by its value
   */
  public static QueueDepth depth(ApplicationContext context, String... settings) {
    return new QueueDepth(
        context.getBean(JdbcClient.class),
        QueueOfTests.quotas(context, settings),
        QueueOfTests.with(settings),
        context.getBean(Clock.class));
  }
}

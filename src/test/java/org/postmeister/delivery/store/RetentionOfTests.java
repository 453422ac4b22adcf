package org.postmeister.delivery.store;

import java.time.Instant;
import org.springframework.context.ApplicationContext;

/** Lets tests of other packages delete what is due. */
public final class RetentionOfTests {

  private RetentionOfTests() {}

  public static void run(ApplicationContext context) {
    context.getBean(Retention.class).run(Instant.EPOCH);
  }
}

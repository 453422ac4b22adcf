package org.postmeister.mailserver.spi;

import java.time.Duration;

/**
 * Follows a test mail while it runs; called in order, never on a thread that may be interrupted.
 */
public interface StepListener {

  /** For callers that wait only for the report. */
  StepListener NONE =
      new StepListener() {
        @Override
        public void begun(SendStep step) {}

        @Override
        public void ended(StepResult result) {}
      };

  /** A step has begun. */
  void begun(SendStep step);

  /** A step takes long; called repeatedly. */
  default void slow(SendStep step, Duration soFar) {}

  /** A step has ended. */
  void ended(StepResult result);
}

package org.postmeister.mailserver.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * The outcome of a step.
 *
 * @param warning whether it succeeded, but the user should read the detail
 * @param detail what a user may want to know about it
 * @param duration null if the step was not run
 */
public record StepResult(
    SendStep step,
    Status status,
    boolean warning,
    @Nullable MessageSourceResolvable detail,
    @Nullable Duration duration) {

  /** The outcomes of a step. */
  public enum Status {
    OK,
    FAILED,
    SKIPPED
  }
}

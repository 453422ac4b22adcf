package org.postmeister.mailserver.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * How a step ended.
 *
 * @param detail what a person may want to know of it
 * @param duration null if the step was not run
 */
public record StepResult(
    CheckStep step,
    Status status,
    @Nullable MessageSourceResolvable detail,
    @Nullable Duration duration) {

  /** How a step can end. */
  public enum Status {
    OK,
    FAILED,
    SKIPPED
  }
}

package org.postmeister.mailserver.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * How a step ended.
 *
 * @param warning whether it went well, but the person should read the detail
 * @param detail what a person may want to know of it
 * @param duration null if the step was not run
 */
public record StepResult(
    SendStep step,
    Status status,
    boolean warning,
    @Nullable MessageSourceResolvable detail,
    @Nullable Duration duration) {

  /** How a step can end. */
  public enum Status {
    OK,
    FAILED,
    SKIPPED
  }
}

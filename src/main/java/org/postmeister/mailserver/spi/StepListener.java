package org.postmeister.mailserver.spi;

/**
 * Follows a test mail while it runs; called in order, never on a thread that may be interrupted.
 */
public interface StepListener {

  /** A step has begun. */
  void begun(CheckStep step);

  /** A step has ended. */
  void ended(StepResult result);
}

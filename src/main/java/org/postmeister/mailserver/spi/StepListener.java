package org.postmeister.mailserver.spi;

/** Follows a test mail while it runs; called on the thread that runs it. */
public interface StepListener {

  /** A step has begun. */
  void begun(CheckStep step);

  /** A step has ended. */
  void ended(StepResult result);
}

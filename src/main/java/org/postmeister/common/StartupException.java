package org.postmeister.common;

/**
 * Postmeister cannot start; the message is the one sentence for whoever started it, the action the
 * cure.
 */
public class StartupException extends RuntimeException {

  private final String action;

  public StartupException(String message, String action) {
    super(message);
    this.action = action;
  }

  public StartupException(String message, String action, Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}

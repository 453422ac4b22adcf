package org.postmeister.common.error;

/** Postmeister cannot start; the message says why in one sentence, the action what to do. */
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

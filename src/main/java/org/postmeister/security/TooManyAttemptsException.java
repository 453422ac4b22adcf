package org.postmeister.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Signing in failed so often that further attempts are not even checked for a while. */
public class TooManyAttemptsException extends AuthenticationException {

  private final Duration retryAfter;

  public TooManyAttemptsException(Duration retryAfter) {
    super("Too many failed attempts");
    this.retryAfter = retryAfter;
  }

  /** In whole seconds, at least one. */
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}

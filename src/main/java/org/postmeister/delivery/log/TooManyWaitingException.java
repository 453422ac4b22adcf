package org.postmeister.delivery.log;

import java.time.Duration;
import org.postmeister.common.error.BrokenRuleException;

/** So many requests wait for the end of messages that no more may do so for now. */
public class TooManyWaitingException extends BrokenRuleException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  TooManyWaitingException(int waiting) {
    super(Kind.RATE_LIMITED, "rate_limited", new Sentence("too_many_waiting", waiting));
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}

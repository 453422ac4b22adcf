package org.postmeister.delivery.outbox;

import java.time.Duration;
import org.postmeister.common.error.BrokenRuleException;

/** So many messages are waiting that no more are accepted for now. */
public class QueueFullException extends BrokenRuleException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  QueueFullException(long waiting) {
    super(Kind.RATE_LIMITED, "rate_limited", new Sentence("queue_full", waiting));
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}

package org.postmeister.delivery.outbox;

import java.time.Duration;
import org.postmeister.common.error.BrokenRuleException;

/** So many messages are waiting that no more are accepted for now. */
public class QueueFullException extends BrokenRuleException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final boolean ofOwner;

  /**
   * @param ofOwner whether it is the owner's share that is full, and not the whole queue
   */
  QueueFullException(long waiting, boolean ofOwner) {
    super(Kind.RATE_LIMITED, "rate_limited", new Sentence("queue_full", waiting));
    this.ofOwner = ofOwner;
  }

  /** Whether others may still submit. */
  public boolean isOfOwner() {
    return ofOwner;
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}

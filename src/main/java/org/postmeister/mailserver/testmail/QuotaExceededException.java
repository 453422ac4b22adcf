package org.postmeister.mailserver.testmail;

import java.time.Duration;
import org.postmeister.common.error.BrokenRuleException;

/** A tenant has used up its quota for the system mail server for now. */
public class QuotaExceededException extends BrokenRuleException {

  private final Duration retryAfter;

  QuotaExceededException(Duration retryAfter) {
    super(Kind.RATE_LIMITED, "rate_limited", new Sentence("over_quota"));
    this.retryAfter = retryAfter;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }
}

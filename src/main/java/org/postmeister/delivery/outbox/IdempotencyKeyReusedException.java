package org.postmeister.delivery.outbox;

import org.postmeister.common.BrokenRuleException;

/** The key has been used before, for another message. */
public class IdempotencyKeyReusedException extends BrokenRuleException {

  IdempotencyKeyReusedException() {
    super(Kind.UNPROCESSABLE, "idempotency_key_reused");
  }
}

package org.postmeister.delivery.outbox;

import org.postmeister.common.error.BrokenRuleException;

/** The key has already been used for another message. */
public class IdempotencyKeyReusedException extends BrokenRuleException {

  IdempotencyKeyReusedException() {
    super(Kind.UNPROCESSABLE, "idempotency_key_reused");
  }
}

package org.postmeister.delivery.outbox;

import org.postmeister.common.error.BrokenRuleException;
import org.springframework.util.unit.DataSize;

/** The message is larger than allowed. */
public class MessageTooLargeException extends BrokenRuleException {

  MessageTooLargeException(long octets, DataSize limit) {
    super(
        Kind.TOO_LARGE,
        "payload_too_large",
        new Sentence(
            "message_too_large", DataSize.ofBytes(octets).toKilobytes(), limit.toKilobytes()));
  }
}

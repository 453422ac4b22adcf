package org.postmeister.mailserver.spi;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * A server's result for one recipient.
 *
 * @param failure the reason, null if the message was accepted
 * @param reply the server's own words, null if there are none
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 */
public record RecipientAnswer(
    EmailAddress recipient,
    Outcome outcome,
    @Nullable SendFailure failure,
    @Nullable String reply,
    @Nullable String enhancedStatus) {

  /** What a server can reply (RFC 5321, section 4.2.1), and that it has not replied. */
  public enum Outcome {
    /** The server has accepted the message for this recipient. */
    ACCEPTED,
    /** Not now; trying again later may help. */
    DEFERRED,
    /** Permanently. */
    REFUSED,
    /** The whole message was handed over without a reply: the server may have accepted it. */
    UNCERTAIN
  }
}

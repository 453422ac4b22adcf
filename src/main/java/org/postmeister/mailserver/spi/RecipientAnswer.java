package org.postmeister.mailserver.spi;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * What a server made of one recipient.
 *
 * @param failure why not, null if the message was accepted
 * @param reply the server's own words, null if it said nothing
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 */
public record RecipientAnswer(
    EmailAddress recipient,
    Outcome outcome,
    @Nullable SendFailure failure,
    @Nullable String reply,
    @Nullable String enhancedStatus) {

  /** What a server can answer (RFC 5321, section 4.2.1), and that it has not answered. */
  public enum Outcome {
    /** The server has taken the message for this recipient. */
    ACCEPTED,
    /** Not now; trying again later may help. */
    DEFERRED,
    /** Never. */
    REFUSED,
    /** The whole message was handed over and no answer came: the server may have taken it. */
    UNCERTAIN
  }
}

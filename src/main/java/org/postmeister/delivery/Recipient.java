package org.postmeister.delivery;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * A recipient of a message, and the result there.
 *
 * @param reply the server's own words, null if there are none yet
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 * @param uncertain whether an attempt may have reached it without a reply from the server
 */
public record Recipient(
    EmailAddress address,
    Kind kind,
    MessageStatus status,
    @Nullable String reply,
    @Nullable String enhancedStatus,
    boolean uncertain) {

  /** The header that contains the address. */
  public enum Kind {
    TO,
    CC,
    /** In no header at all. */
    BCC
  }

  public Recipient with(
      MessageStatus changed, @Nullable String newReply, @Nullable String enhanced) {
    return new Recipient(address, kind, changed, newReply, enhanced, uncertain);
  }

  /** The same, marked as uncertain or not. */
  public Recipient with(boolean doubt) {
    return new Recipient(address, kind, status, reply, enhancedStatus, doubt);
  }

  /** The same without further attempts, unless it has already ended. */
  public Recipient ended(MessageStatus unlessInDoubt) {
    return status.isWaiting()
        ? with(uncertain ? MessageStatus.UNCERTAIN : unlessInDoubt, reply, enhancedStatus)
        : this;
  }
}

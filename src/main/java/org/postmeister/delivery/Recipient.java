package org.postmeister.delivery;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * Whom a message is for, and what became of it there.
 *
 * @param reply the server's own words, null if it said nothing yet
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 * @param uncertain whether an attempt may have got it there without the server having said so
 */
public record Recipient(
    EmailAddress address,
    Kind kind,
    MessageStatus status,
    @Nullable String reply,
    @Nullable String enhancedStatus,
    boolean uncertain) {

  /** The header the address stands in. */
  public enum Kind {
    TO,
    CC,
    /** In none that anybody sees. */
    BCC
  }

  public Recipient with(
      MessageStatus changed, @Nullable String newReply, @Nullable String enhanced) {
    return new Recipient(address, kind, changed, newReply, enhanced, uncertain);
  }

  /** The same with doubt, or without. */
  public Recipient with(boolean doubt) {
    return new Recipient(address, kind, status, reply, enhancedStatus, doubt);
  }

  /** The same when nothing more is tried, unless it has ended already. */
  public Recipient ended(MessageStatus unlessInDoubt) {
    return status.isWaiting()
        ? with(uncertain ? MessageStatus.UNCERTAIN : unlessInDoubt, reply, enhancedStatus)
        : this;
  }
}

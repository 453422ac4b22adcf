package org.postmeister.delivery.log;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.MailOwner;

/**
 * Which messages are wanted.
 *
 * @param owners whose messages, null for all that the caller may see
 * @param status null for any
 * @param text that subject or an address contains; blank for any
 * @param from first moment of acceptance, null for any
 * @param until first moment that is too late, null for none
 */
public record MessageQuery(
    @Nullable Set<MailOwner> owners,
    @Nullable MessageStatus status,
    String text,
    @Nullable Instant from,
    @Nullable Instant until) {

  public static final MessageQuery ALL = new MessageQuery(null, null, "", null, null);

  /** The same for one owner. */
  public MessageQuery of(MailOwner owner) {
    return new MessageQuery(Set.of(owner), status, text, from, until);
  }

  MessageQuery of(@Nullable Set<MailOwner> others) {
    return new MessageQuery(others, status, text, from, until);
  }
}

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
 * @param statuses empty for any
 * @param server only those that wait for this server, null for all
 * @param text that subject or an address contains; blank for any
 * @param from first moment of acceptance, null for any
 * @param until first moment that is too late, null for none
 */
public record MessageQuery(
    @Nullable Set<MailOwner> owners,
    Set<MessageStatus> statuses,
    @Nullable MailOwner server,
    String text,
    @Nullable Instant from,
    @Nullable Instant until) {

  public static final MessageQuery ALL = new MessageQuery(null, Set.of(), null, "", null, null);

  /** The same for one owner. */
  public MessageQuery of(MailOwner owner) {
    return of(Set.of(owner));
  }

  MessageQuery of(@Nullable Set<MailOwner> others) {
    return new MessageQuery(others, statuses, server, text, from, until);
  }

  /** The same for some states. */
  public MessageQuery in(MessageStatus... others) {
    return new MessageQuery(owners, Set.of(others), server, text, from, until);
  }

  /** The same with a text. */
  public MessageQuery about(String other) {
    return new MessageQuery(owners, statuses, server, other, from, until);
  }
}

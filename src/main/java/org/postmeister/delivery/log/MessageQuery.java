package org.postmeister.delivery.log;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
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
 * @param endedFrom first moment of the end, null for any, also for those that wait
 * @param recipient whole address of one of the recipients, null for any
 * @param messageId of the header, with its angle brackets; null for any
 */
public record MessageQuery(
    @Nullable Set<MailOwner> owners,
    Set<MessageStatus> statuses,
    @Nullable MailOwner server,
    String text,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Instant endedFrom,
    @Nullable EmailAddress recipient,
    @Nullable String messageId) {

  public static final MessageQuery ALL =
      new MessageQuery(null, Set.of(), null, "", null, null, null, null, null);

  /** The same for one owner. */
  public MessageQuery of(MailOwner owner) {
    return of(Set.of(owner));
  }

  MessageQuery of(@Nullable Set<MailOwner> others) {
    return new MessageQuery(
        others, statuses, server, text, from, until, endedFrom, recipient, messageId);
  }

  /** The same for some states. */
  public MessageQuery in(MessageStatus... others) {
    return in(Set.of(others));
  }

  /** The same for some states; empty for any. */
  public MessageQuery in(Set<MessageStatus> others) {
    return new MessageQuery(
        owners, others, server, text, from, until, endedFrom, recipient, messageId);
  }

  /** The same for messages accepted in a period; null where it is open. */
  public MessageQuery between(@Nullable Instant first, @Nullable Instant end) {
    return new MessageQuery(
        owners, statuses, server, text, first, end, endedFrom, recipient, messageId);
  }

  /** The same for messages that have ended since then; null for any. */
  public MessageQuery endedSince(@Nullable Instant first) {
    return new MessageQuery(
        owners, statuses, server, text, from, until, first, recipient, messageId);
  }

  /** The same for one recipient, null for any. */
  public MessageQuery to(@Nullable EmailAddress address) {
    return new MessageQuery(
        owners, statuses, server, text, from, until, endedFrom, address, messageId);
  }

  /**
   * The same for one Message-ID.
   *
   * @param header with or without its angle brackets; blank for any
   */
  public MessageQuery withMessageId(String header) {
    String id = header.strip().replaceFirst("^<", "").replaceFirst(">$", "");
    return new MessageQuery(
        owners,
        statuses,
        server,
        text,
        from,
        until,
        endedFrom,
        recipient,
        id.isEmpty() ? null : "<" + id + ">");
  }

  /** The same with a text. */
  public MessageQuery about(String other) {
    return new MessageQuery(
        owners, statuses, server, other, from, until, endedFrom, recipient, messageId);
  }
}

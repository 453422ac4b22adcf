package org.postmeister.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.ValidationFailedException;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MailUnavailableException;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.SendingServers;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The door through which every mail leaves, test mails excepted. */
@Component
public class Outbox {

  private final SendingServers servers;
  private final StoredMessages messages;
  private final Bodies bodies;
  private final QueueDepth depth;
  private final DeliveryProperties properties;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Outbox(
      SendingServers servers,
      StoredMessages messages,
      Bodies bodies,
      QueueDepth depth,
      DeliveryProperties properties,
      ApplicationEventPublisher events,
      Clock clock) {
    this.servers = servers;
    this.messages = messages;
    this.bodies = bodies;
    this.depth = depth;
    this.properties = properties;
    this.events = events;
    this.clock = clock;
  }

  /** A message that has been accepted, now or before. */
  public record Accepted(long id, MessageStatus status) {}

  /**
   * Stores a message so that it leaves once the caller's transaction has been committed, and not at
   * all if it is rolled back.
   *
   * @param key the same key and message again stores nothing; null to store it in any case
   * @return the message, the earlier one if it was stored before
   * @throws MailUnavailableException if there is no way for it at this moment
   * @throws ValidationFailedException if an address needs UTF-8 headers and the server is set to
   *     have none
   * @throws MessageTooLargeException if it is larger than messages may be
   * @throws QueueFullException if too many are waiting
   * @throws IdempotencyKeyReusedException if the key was another message's
   */
  @Transactional
  public Accepted enqueue(NewMessage message, @Nullable IdempotencyKey key) {
    Optional<Accepted> known = key == null ? Optional.empty() : known(message, key);
    return known.orElseGet(() -> store(message, key));
  }

  private Optional<Accepted> known(NewMessage message, IdempotencyKey key) {
    return messages
        .findByKey(message.owner(), key)
        .map(stored -> {
          if (!Objects.equals(stored.requestHash(), message.hash())) {
            throw new IdempotencyKeyReusedException();
          }
          return new Accepted(stored.id(), stored.status());
        });
  }

  private Accepted store(NewMessage message, @Nullable IdempotencyKey key) {
    SendingServers.Departure departure = servers.requireDeparture(message.owner());
    depth.requireRoomFor(message.owner());
    MailServerSettings settings = Objects.requireNonNull(departure.settings());
    Owner server = Objects.requireNonNull(departure.server());
    requireUtf8(message, settings);
    Instant now = clock.instant();
    WrittenMessage written =
        WrittenMessage.of(
            message, Objects.requireNonNull(settings.senderAddress()).domain().ascii(), now);
    long size = written.content().length;
    if (size > properties.maxMessageSize().toBytes()) {
      throw new MessageTooLargeException(size, properties.maxMessageSize());
    }
    long id;
    try {
      id = messages.add(message, written, server, now, key);
    } catch (DuplicateKeyException e) {
      // Sent twice at the same moment.
      return Optional.ofNullable(key).flatMap(given -> known(message, given)).orElseThrow(() -> e);
    }
    bodies.add(id, written);
    events.publishEvent(new MessageAccepted(server));
    events.publishEvent(new MailDue(server));
    return new Accepted(id, MessageStatus.QUEUED);
  }

  private static void requireUtf8(NewMessage message, MailServerSettings settings) {
    if (settings.utf8Headers()) {
      return;
    }
    List<FieldViolation> violations =
        message.needingUtf8().map(field -> FieldViolation.of(field, "needs_utf8_headers")).toList();
    ValidationFailedException.throwIfAny(violations);
  }
}

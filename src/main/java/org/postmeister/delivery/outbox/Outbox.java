package org.postmeister.delivery.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.MailDue;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.MessagesAccepted;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.MimeContent;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.message.PreparedMessage;
import org.postmeister.delivery.store.MessageContents;
import org.postmeister.delivery.store.StoredMessages;
import org.postmeister.delivery.trace.AcceptSpan;
import org.postmeister.delivery.trace.MessageTraces;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.SenderNotAllowedException;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The entrance through which all mail passes, except for test mails. */
@Component
public class Outbox {

  private final SendingServerResolver servers;
  private final StoredMessages messages;
  private final MessageContents contents;
  private final QueueDepth depth;
  private final SenderCheck senders;
  private final DeliveryProperties properties;
  private final MessageTraces traces;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Outbox(
      SendingServerResolver servers,
      StoredMessages messages,
      MessageContents contents,
      QueueDepth depth,
      SenderCheck senders,
      DeliveryProperties properties,
      MessageTraces traces,
      ApplicationEventPublisher events,
      Clock clock) {
    this.servers = servers;
    this.messages = messages;
    this.contents = contents;
    this.depth = depth;
    this.senders = senders;
    this.properties = properties;
    this.traces = traces;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A message that has been accepted, now or earlier.
   *
   * @param unsubscribeDropped whether its server will remove the headers that let its recipients
   *     unsubscribe
   */
  public record Accepted(long id, MessageStatus status, boolean unsubscribeDropped) {}

  /**
   * Stores a message so that it is sent once the caller's transaction has been committed, and not
   * at all if it is rolled back.
   *
   * @param key with the same key and message again, nothing is stored; null to store it in any case
   * @return the message, or the earlier one if it was stored before
   * @throws MailUnavailableException if there is no mail route for it at the moment
   * @throws ValidationFailedException if an address needs UTF-8 headers and the server is set not
   *     to support them
   * @throws SenderNotAllowedException if it is from somebody it may not be from
   * @throws MessageTooLargeException if it is larger than allowed
   * @throws QueueFullException if too many are waiting
   * @throws IdempotencyKeyReusedException if the key belongs to another message
   */
  // A refusal changes nothing, so callers may continue.
  @Transactional(noRollbackFor = BrokenRuleException.class)
  public Accepted enqueue(NewMessage message, @Nullable IdempotencyKey key) {
    List<IdempotencyKey> keys = key == null ? List.of() : List.of(key);
    return known(message, keys)
        .orElseGet(() ->
            accept(
                message, keys, null, prepared -> Optional.of(store(List.of(prepared)).getFirst())));
  }

  /**
   * The way of a message into the outbox; returns and throws like {@link #enqueue}. Whether it was
   * stored before is only looked up if it cannot be stored: hardly any message comes twice.
   *
   * @param keys it is the same as what was stored with one of them; it is stored with the first
   * @param likely route that it will probably take, null if unknown
   * @param store stores it; empty if the message takes another route by now. Throws {@link
   *     DuplicateKeyException} if one is stored with one of the keys
   */
  Accepted accept(
      NewMessage message,
      List<IdempotencyKey> keys,
      @Nullable MailRoute likely,
      Function<PreparedMessage, Optional<Accepted>> store) {
    return accepting(message).around(() -> stored(message, keys, likely, store), Accepted::id);
  }

  /** For those whose way is not that of {@link #accept}. */
  AcceptSpan accepting(NewMessage message) {
    return traces.accepting(message);
  }

  private Accepted stored(
      NewMessage message,
      List<IdempotencyKey> keys,
      @Nullable MailRoute likely,
      Function<PreparedMessage, Optional<Accepted>> store) {
    MailRoute route = likely;
    while (true) {
      PreparedMessage prepared;
      try {
        prepared = prepareLikely(message, keys, route);
      } catch (RuntimeException refusal) {
        // What was accepted stays accepted, whatever would forbid it by now.
        return known(message, keys).orElseThrow(() -> refusal);
      }
      try {
        Optional<Accepted> accepted = store.apply(prepared);
        if (accepted.isPresent()) {
          return accepted.get();
        }
      } catch (DuplicateKeyException e) {
        return known(message, keys).orElseThrow(() -> e);
      }
      route = null;
    }
  }

  /**
   * Everything that has to be done before a message is stored; throws like {@link #enqueue}.
   *
   * @param keys as for {@link #accept}
   * @param likely route that it will probably take, null if unknown
   */
  PreparedMessage prepareLikely(
      NewMessage message, List<IdempotencyKey> keys, @Nullable MailRoute likely) {
    MailRoute route =
        likely != null && likely.settings() != null && violations(message, likely).isEmpty()
            ? likely
            : servers.requireRoute(message.owner());
    return prepare(message, keys, route);
  }

  /** Those of some keys with which messages of their owners are stored. */
  Map<MailOwner, Set<IdempotencyKey>> used(Map<MailOwner, Set<IdempotencyKey>> keys) {
    return messages.usedKeys(keys);
  }

  /**
   * What was stored with one of the keys.
   *
   * @throws IdempotencyKeyReusedException if it was another message
   */
  private Optional<Accepted> known(NewMessage message, List<IdempotencyKey> keys) {
    return keys.isEmpty()
        ? Optional.empty()
        : messages
            .findByKey(message.owner(), keys)
            .map(stored -> {
              if (!Objects.equals(stored.requestHash(), message.hash())) {
                throw new IdempotencyKeyReusedException();
              }
              return new Accepted(
                  stored.id(),
                  stored.status(),
                  message.canBeUnsubscribed()
                      && losesUnsubscribeHeaders(message, servers.resolve(message.owner())));
            });
  }

  private PreparedMessage prepare(NewMessage message, List<IdempotencyKey> keys, MailRoute route) {
    depth.requireRoomFor(message.owner());
    ValidationFailedException.throwIfAny(violations(message, route));
    MailServerSettings settings = Objects.requireNonNull(route.settings());
    Instant now = clock.instant();
    MimeContent written =
        senders
            .allowed(message, route)
            .write(Objects.requireNonNull(settings.senderAddress()).domain().ascii(), now);
    long size = written.content().length;
    if (size > properties.maxMessageSize().toBytes()) {
      throw new MessageTooLargeException(size, properties.maxMessageSize());
    }
    return new PreparedMessage(
        message,
        keys,
        route,
        MessageOrigin.current(),
        now,
        written.messageId(),
        size,
        contents.encrypt(written),
        traces.parent());
  }

  /**
   * Stores messages in the caller's transaction.
   *
   * @return the result for each
   * @throws DuplicateKeyException if a message has been stored with the key of one of them
   */
  List<Accepted> store(List<PreparedMessage> prepared) {
    List<Long> ids = messages.add(prepared);
    contents.add(ids, prepared);
    prepared.stream()
        .collect(Collectors.groupingBy(PreparedMessage::server, Collectors.counting()))
        .forEach((server, count) -> {
          events.publishEvent(new MessagesAccepted(server, Math.toIntExact(count)));
          events.publishEvent(new MailDue(server));
        });
    return IntStream.range(0, ids.size())
        .mapToObj(i ->
            new Accepted(
                ids.get(i),
                MessageStatus.QUEUED,
                losesUnsubscribeHeaders(prepared.get(i).message(), prepared.get(i).route())))
        .toList();
  }

  /**
   * Exchange Online removes these headers from what applications submit through Microsoft Graph.
   */
  private static boolean losesUnsubscribeHeaders(NewMessage message, MailRoute route) {
    return message.canBeUnsubscribed()
        && route.settings() != null
        && !route.settings().authentication().mode().usesSmtp();
  }

  /** What in a message its server is set not to accept. */
  private static List<FieldViolation> violations(NewMessage message, MailRoute route) {
    MailServerSettings settings = route.settings();
    return settings == null || settings.utf8Headers()
        ? List.of()
        : message
            .needingUtf8()
            .map(field -> FieldViolation.of(field, "needs_utf8_headers"))
            .toList();
  }
}

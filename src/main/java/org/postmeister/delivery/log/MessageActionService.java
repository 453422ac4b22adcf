package org.postmeister.delivery.log;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.delivery.MailDue;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.MessageStateException;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.MessageContents;
import org.postmeister.delivery.store.StoredMessages;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** What users may do with messages. */
@Service
public class MessageActionService {

  private static final int AT_ONCE = 500;

  private final MessageService service;
  private final StoredMessages messages;
  private final MessageContents contents;
  private final SendingServerResolver servers;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  MessageActionService(
      MessageService service,
      StoredMessages messages,
      MessageContents contents,
      SendingServerResolver servers,
      TransactionOperations transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.service = service;
    this.messages = messages;
    this.contents = contents;
    this.servers = servers;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Has a message retried now, for all recipients that it has not reached.
   *
   * @throws MessageNotFoundException if there is none, or none that the caller may see
   * @throws MessageStateException if it has reached everybody, or its content has been deleted
   */
  @PreAuthorize("@permissions.maySteerMessages()")
  @Transactional
  public Message retry(long id) {
    service.get(id);
    StoredMessages.Steered message =
        messages.findLocked(id).orElseThrow(MessageNotFoundException::new);
    retryNow(message, servers::resolve)
        .ifPresent(why -> {
          throw new MessageStateException(why);
        });
    record(AuditAction.MESSAGES_RETRIED, message.messageId());
    return service.get(id);
  }

  private Optional<MessageStateException.Why> retryNow(
      StoredMessages.Steered message, Function<MailOwner, MailRoute> routes) {
    if (message.claimed()) {
      return Optional.of(MessageStateException.Why.BEING_SENT);
    }
    List<Recipient> recipients =
        message.recipients().stream()
            .map(recipient ->
                recipient.status() == MessageStatus.DELIVERED || !recipient.address().isValid()
                    ? recipient
                    : again(recipient))
            .toList();
    if (recipients.stream().noneMatch(recipient -> recipient.status().isWaiting())) {
      return Optional.of(MessageStateException.Why.DELIVERED);
    }
    if (!contents.isKept(message.id())) {
      return Optional.of(MessageStateException.Why.CONTENT_DELETED);
    }
    MailOwner server = routes.apply(message.owner()).server();
    messages.queue(message, recipients, ClaimKey.serverKeyOf(server), clock.instant());
    if (server != null) {
      events.publishEvent(new MailDue(server));
    }
    return Optional.empty();
  }

  // Whoever asks for it again knows that it may have arrived.
  private static Recipient again(Recipient recipient) {
    return recipient.status().isWaiting()
        ? recipient
        : recipient
            .with(MessageStatus.QUEUED, recipient.reply(), recipient.enhancedStatus())
            .with(false);
  }

  /**
   * Cancels a waiting message. One that is being sent is cut off, unless the server already has all
   * of it: then it ends as the server says.
   *
   * @throws MessageNotFoundException if there is none, or none that the caller may see
   * @throws MessageStateException if it has ended
   */
  @PreAuthorize("@permissions.maySteerMessages()")
  @Transactional
  public Message cancel(long id) {
    service.get(id);
    StoredMessages.Steered message =
        messages.findLocked(id).orElseThrow(MessageNotFoundException::new);
    cancelNow(message)
        .ifPresent(why -> {
          throw new MessageStateException(why);
        });
    record(AuditAction.MESSAGES_CANCELLED, message.messageId());
    return service.get(id);
  }

  private Optional<MessageStateException.Why> cancelNow(StoredMessages.Steered message) {
    if (!message.status().isWaiting()) {
      return Optional.of(MessageStateException.Why.ENDED);
    }
    if (message.claimed()) {
      messages.requestCancel(message.id());
      return Optional.empty();
    }
    messages.end(
        message,
        message.recipients().stream()
            .map(recipient -> recipient.ended(MessageStatus.CANCELLED))
            .toList(),
        clock.instant());
    return Optional.empty();
  }

  /**
   * The result for many messages.
   *
   * @param done how many were changed
   * @param left how many could not be
   */
  public record Result(int done, int left) {

    Result and(Result other) {
      return new Result(done + other.done, left + other.left);
    }
  }

  /** Retries all that match; takes a while if there are many. */
  @PreAuthorize("@permissions.maySteerMessages()")
  public Result retryAll(MessageQuery query) {
    return each(query, AuditAction.MESSAGES_RETRIED, this::retrying);
  }

  /** Cancels all that match and wait; takes a while if there are many. */
  @PreAuthorize("@permissions.maySteerMessages()")
  public Result cancelAll(MessageQuery query) {
    return each(
        query, AuditAction.MESSAGES_CANCELLED, batch -> message -> cancelNow(message).isEmpty());
  }

  /** Retries those of some messages that the caller may see. */
  @PreAuthorize("@permissions.maySteerMessages()")
  public Result retryAll(Set<Long> ids) {
    return changed(service.find(ids), AuditAction.MESSAGES_RETRIED, this::retrying);
  }

  /** Cancels those of some messages that the caller may see and that wait. */
  @PreAuthorize("@permissions.maySteerMessages()")
  public Result cancelAll(Set<Long> ids) {
    return changed(
        service.find(ids),
        AuditAction.MESSAGES_CANCELLED,
        batch -> message -> cancelNow(message).isEmpty());
  }

  private Predicate<StoredMessages.Steered> retrying(List<Message> batch) {
    Map<MailOwner, MailRoute> routes =
        new HashMap<>(
            servers.resolveAll(batch.stream().map(Message::owner).collect(Collectors.toSet())));
    return message ->
        retryNow(message, owner -> routes.computeIfAbsent(owner, servers::resolve)).isEmpty();
  }

  // In transactions of a few hundred messages, so that delivery tasks need not wait for all of
  // them.
  private Result each(
      MessageQuery query,
      AuditAction action,
      Function<List<Message>, Predicate<StoredMessages.Steered>> change) {
    Result result = new Result(0, 0);
    @Nullable Long before = null;
    List<Message> batch;
    do {
      batch = service.find(query, before, 0, AT_ONCE);
      result = result.and(changed(batch, action, change));
      before = batch.isEmpty() ? before : Long.valueOf(batch.getLast().id());
    } while (batch.size() == AT_ONCE);
    return result;
  }

  private Result changed(
      List<Message> batch,
      AuditAction action,
      Function<List<Message>, Predicate<StoredMessages.Steered>> change) {
    int done =
        transaction.execute(status -> {
          Predicate<StoredMessages.Steered> wanted = change.apply(batch);
          int count =
              (int)
                  // Oldest first, as delivery tasks claim them, to avoid deadlocks.
                  batch.reversed().stream()
                      .map(message -> messages.findLocked(message.id()))
                      .flatMap(Optional::stream)
                      .filter(wanted)
                      .count();
          if (count > 0) {
            record(action, Integer.toString(count));
          }
          return count;
        });
    return new Result(done, batch.size() - done);
  }

  private void record(AuditAction action, String subject) {
    events.publishEvent(AuditEvent.of(action, subject, List.of()));
  }
}

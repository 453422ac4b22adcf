package org.postmeister.delivery.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.DeliveryCount;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.message.AllowedHeaders;
import org.postmeister.delivery.message.HeaderNotAllowedException;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.MessageContent;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.outbox.OutboxWriter;
import org.postmeister.delivery.store.DeliveryCounts;
import org.postmeister.delivery.store.MessageContents;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TenantNames;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages for those who submit them and those who monitor them: system administrators see all, a
 * tenant's administrators and programs those of their tenant.
 */
@Service
public class MessageService {

  private static final int BATCH = 500;

  private final OutboxWriter writer;
  private final AllowedHeaders headers;
  private final MessageLog log;
  private final MessageContents contents;
  private final DeliveryCounts counts;
  private final MessageVisibility visibility;
  private final TenantNames names;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  MessageService(
      OutboxWriter writer,
      AllowedHeaders headers,
      MessageLog log,
      MessageContents contents,
      DeliveryCounts counts,
      MessageVisibility visibility,
      TenantNames names,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.writer = writer;
    this.headers = headers;
    this.log = log;
    this.contents = contents;
    this.counts = counts;
    this.visibility = visibility;
    this.names = names;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Accepts a message into the outbox; see {@link Outbox#enqueue}.
   *
   * @param tenant the message's owner
   * @throws HeaderNotAllowedException if it has headers that could control the sending provider
   */
  @PreAuthorize("@permissions.maySend(#tenant)")
  public Outbox.Accepted send(TenantId tenant, NewMessage message, @Nullable IdempotencyKey key) {
    return submit(tenant, message, key == null ? List.of() : List.of(key));
  }

  /**
   * Accepts a message of a tenant or of the system into the outbox; see {@link Outbox#enqueue}.
   *
   * @param tenant the message's owner, null for the system
   * @param keys with one of them again, nothing is stored
   * @throws HeaderNotAllowedException if it has headers that could control the sending provider
   */
  @PreAuthorize("@permissions.maySend(#tenant)")
  public Outbox.Accepted submit(
      @Nullable TenantId tenant, NewMessage message, List<IdempotencyKey> keys) {
    if (!message.owner().tenant().equals(Optional.ofNullable(tenant))) {
      throw new IllegalArgumentException("The message is somebody else's");
    }
    headers.check(message);
    return writer.acceptOnce(message, keys);
  }

  /**
   * Accepts many messages of a tenant, each judged by itself.
   *
   * @return what became of each, in the same order
   */
  @PreAuthorize("@permissions.maySend(#tenant)")
  public List<OutboxWriter.Outcome> sendAll(
      TenantId tenant, List<OutboxWriter.Submission> submissions) {
    if (submissions.stream().anyMatch(one -> !one.message().owner().equals(MailOwner.of(tenant)))) {
      throw new IllegalArgumentException("Some messages are somebody else's");
    }
    return writer.acceptAll(submissions, headers::check);
  }

  /**
   * Messages that the caller may see, newest first.
   *
   * @param before only messages older than this id, null for the newest
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public List<Message> find(MessageQuery query, @Nullable Long before, int offset, int limit) {
    return log
        .find(visible(query), before == null ? Long.MAX_VALUE : before, offset, limit)
        .stream()
        .map(visibility::guard)
        .toList();
  }

  /**
   * Messages of all tenants and of the system, newest first.
   *
   * @param before as in {@link #find(MessageQuery, Long, int, int)}
   */
  @PreAuthorize("@permissions.mayReadAllMessages()")
  @Transactional(readOnly = true)
  public List<Message> findAll(MessageQuery query, @Nullable Long before, int limit) {
    return find(query, before, 0, limit);
  }

  /** Those of them that exist and that the caller may see, newest first. */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public List<Message> find(Set<Long> ids) {
    return log.find(ids).stream()
        .filter(this::isVisible)
        .map(visibility::guard)
        .sorted(Comparator.comparingLong(Message::id).reversed())
        .toList();
  }

  /** Records that somebody exports messages; called before {@link #each}. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional
  public void beginExport(MessageQuery query) {
    events.publishEvent(
        AuditEvent.of(
            AuditAction.MESSAGES_EXPORTED,
            "messages",
            new AuditEvent.Fields()
                .changesTo(
                    new AuditEvent.Fields()
                        .with("text", query.text().isBlank() ? null : query.text())
                        .with(
                            "status",
                            query.statuses().isEmpty() ? null : query.statuses().toString())
                        .with("from", query.from())
                        .with("until", query.until())
                        .with("endedFrom", query.endedFrom()))));
  }

  /** Passes on all that match, newest first, in batches: never more than one is in memory. */
  @PreAuthorize("@permissions.mayReadMessages()")
  public void each(MessageQuery query, Consumer<List<Message>> receiver) {
    Long before = null;
    List<Message> batch;
    do {
      batch = find(query, before, 0, BATCH);
      receiver.accept(batch);
      before = batch.isEmpty() ? before : Long.valueOf(batch.getLast().id());
    } while (batch.size() == BATCH);
  }

  /** How many there are, up to a limit. */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public int count(MessageQuery query, int most) {
    return log.count(visible(query), most);
  }

  /**
   * One message.
   *
   * @throws MessageNotFoundException if there is none, or none that the caller may see
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public Message get(long id) {
    return visibility.guard(visible(id));
  }

  /** The status of messages that the caller may see and that are still in the log. */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public Map<Long, MessageStatus> statuses(Collection<Long> ids) {
    return log.find(ids).stream()
        .filter(this::isVisible)
        .collect(Collectors.toMap(Message::id, Message::status));
  }

  /**
   * Through whose server messages that the caller may see go: what they wait for or, if they have
   * ended, what they were last handed to. Those that have none are left out.
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public Map<Long, MailOwner> routes(Set<Long> ids) {
    List<Message> visible = log.find(ids).stream().filter(this::isVisible).toList();
    Map<Long, MailOwner> routes =
        log.lastRoutes(visible.stream().map(Message::id).collect(Collectors.toSet()));
    visible.forEach(message -> {
      if (message.server() != null) {
        routes.put(message.id(), message.server());
      }
    });
    return routes;
  }

  /**
   * One message and its attempts.
   *
   * @param attempts oldest first
   */
  public record TriedMessage(Message message, List<Attempt> attempts) {}

  /**
   * One message with its attempts.
   *
   * @throws MessageNotFoundException as {@link #get}
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public TriedMessage getTried(long id) {
    Message message = visibility.guard(visible(id));
    return new TriedMessage(message, log.attempts(id).stream().map(visibility::guard).toList());
  }

  /** Whether the caller may read the content of a message. */
  @PreAuthorize("@permissions.mayReadMessages()")
  public boolean mayRead(Message message) {
    return !message.confidential() && isOf(message.owner());
  }

  private boolean isOf(MailOwner owner) {
    return currentUser
        .find()
        .filter(user ->
            owner.equals(MailOwner.SYSTEM)
                ? user.isSystemAdmin()
                : user.tenants().stream().map(MailOwner::of).anyMatch(owner::equals))
        .isPresent();
  }

  /**
   * The content of a message, as it is sent except for {@code From}; recorded in the audit trail.
   * Tenants' mail is private: system administrators cannot read it. Nobody can read confidential
   * messages.
   *
   * @return empty if it has been deleted
   * @throws MessageNotFoundException as {@link #get}, or if the caller may not read it
   */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional
  public Optional<MessageContent> read(long id) {
    return readRaw(id).map(MessageContent::of);
  }

  /** The same as it is sent, for mail programs; see {@link #read}. */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional
  public Optional<byte[]> readRaw(long id) {
    Message message = visible(id);
    if (!mayRead(message)) {
      throw new MessageNotFoundException();
    }
    Optional<byte[]> content = contents.find(id, message.messageId());
    content.ifPresent(read ->
        events.publishEvent(
            new AuditEvent(
                AuditAction.MESSAGE_READ,
                message.messageId(),
                tenantOf(message.owner()).orElse(null),
                List.of())));
    return content;
  }

  /** What became of mail that the caller may see, for each hour up to the current one. */
  @PreAuthorize("@permissions.mayReadMessages()")
  @Transactional(readOnly = true)
  public List<DeliveryCount> counts(@Nullable Set<MailOwner> owners, Duration past) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    Instant first = now.minus(past).plus(Duration.ofHours(1));
    Map<Instant, DeliveryCount> known =
        counts.since(visible(MessageQuery.ALL.of(owners)).owners(), first).stream()
            .collect(Collectors.toMap(DeliveryCount::beginsAt, Function.identity()));
    return Stream.iterate(first, hour -> !hour.isAfter(now), hour -> hour.plus(Duration.ofHours(1)))
        .map(hour -> known.getOrDefault(hour, new DeliveryCount(hour, 0, 0, 0, 0)))
        .toList();
  }

  private Message visible(long id) {
    return log.find(id).filter(this::isVisible).orElseThrow(MessageNotFoundException::new);
  }

  private boolean isVisible(Message message) {
    return isOf(message.owner()) || isSystemAdmin();
  }

  private MessageQuery visible(MessageQuery query) {
    Set<MailOwner> own = visibility.owners();
    Set<MailOwner> asked = query.owners();
    if (own == null) {
      return query;
    }
    return query.of(
        asked == null ? own : asked.stream().filter(own::contains).collect(Collectors.toSet()));
  }

  private boolean isSystemAdmin() {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
  }

  private Optional<TenantName> tenantOf(MailOwner owner) {
    return owner
        .tenant()
        .flatMap(tenant -> Optional.ofNullable(names.namesOf(List.of(tenant)).get(tenant)));
  }
}

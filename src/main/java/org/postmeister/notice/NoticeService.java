package org.postmeister.notice;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.account.SystemAdministrators;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notices for system administrators, and which of them are sent by mail. */
@Service
@RequiresSystemAdmin
public class NoticeService {

  private static final int SHOWN = 100;

  private final Notices notices;
  private final NoticeFormatter texts;
  private final MessageService log;
  private final SystemAdministrators administrators;
  private final ApplicationEventPublisher events;

  NoticeService(
      Notices notices,
      NoticeFormatter texts,
      MessageService log,
      SystemAdministrators administrators,
      ApplicationEventPublisher events) {
    this.notices = notices;
    this.texts = texts;
    this.log = log;
    this.administrators = administrators;
    this.events = events;
  }

  /** A notice in words. */
  public record Told(Notice notice, String sentence) {}

  /** The latest, newest first. */
  @Transactional(readOnly = true)
  public List<Told> latest(Locale language) {
    return tell(asTheyAre(notices.latest(SHOWN)), language);
  }

  /** Those about which no mail has been sent yet: this is the only place where they can be seen. */
  @Transactional(readOnly = true)
  public List<Told> waiting(Locale language) {
    return tell(
        asTheyAre(notices.latest(SHOWN)).stream()
            .filter(notice -> notice.state() == NoticeState.WAITING)
            .toList(),
        language);
  }

  // Mail in the outbox may be stuck there as well, or fail.
  private List<Notice> asTheyAre(List<Notice> found) {
    Map<Long, MessageStatus> statuses =
        log.statuses(found.stream().map(Notice::message).filter(Objects::nonNull).toList());
    return found.stream()
        .map(notice -> {
          MessageStatus status = statuses.get(notice.message());
          return status == null ? notice : notice.with(stateOf(status));
        })
        .toList();
  }

  private static NoticeState stateOf(MessageStatus status) {
    return switch (status) {
      case QUEUED, DEFERRED -> NoticeState.WAITING;
      case DELIVERED, PARTLY_DELIVERED -> NoticeState.SENT;
      case REFUSED, CANCELLED, UNCERTAIN -> NoticeState.NOT_DELIVERED;
    };
  }

  /** Whether there is a system administrator whom mail can reach. */
  @Transactional(readOnly = true)
  public boolean hasReaders() {
    return !administrators.readers().isEmpty();
  }

  /** Whether each kind is mailed. */
  @Transactional(readOnly = true)
  public Map<NoticeKind, Boolean> switches() {
    Set<NoticeKind> off = notices.switchedOff();
    Map<NoticeKind, Boolean> switches = new EnumMap<>(NoticeKind.class);
    for (NoticeKind kind : NoticeKind.values()) {
      switches.put(kind, !off.contains(kind));
    }
    return switches;
  }

  /** Switches mail of a kind on or off. */
  @Transactional
  public void switchTo(NoticeKind kind, boolean mailed) {
    boolean before = !notices.switchedOff().contains(kind);
    if (before != mailed) {
      notices.switchTo(kind, mailed);
      events.publishEvent(
          AuditEvent.of(
              AuditAction.NOTICES_CHANGED,
              kind.name(),
              new AuditEvent.Fields()
                  .with("mailed", before)
                  .changesTo(new AuditEvent.Fields().with("mailed", mailed))));
    }
  }

  private List<Told> tell(List<Notice> found, Locale language) {
    NoticeFormatter.Facts facts = texts.facts(found);
    return found.stream()
        .map(notice -> new Told(notice, texts.sentence(notice, facts, language)))
        .toList();
  }
}

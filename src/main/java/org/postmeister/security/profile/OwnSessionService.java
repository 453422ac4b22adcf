package org.postmeister.security.profile;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresPerson;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.login.SessionRecorder;
import org.postmeister.security.login.SessionRecords;
import org.postmeister.security.login.SessionsEnded;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where somebody is signed in. */
@Service
@RequiresPerson
public class OwnSessionService {

  private final SessionRecords records;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;

  OwnSessionService(
      SessionRecords records, CurrentUser currentUser, ApplicationEventPublisher events) {
    this.records = records;
    this.currentUser = currentUser;
    this.events = events;
  }

  /** The caller's first, then the last used. */
  @Transactional(readOnly = true)
  public List<OwnSession> list() {
    UUID current = SessionRecorder.current().orElse(null);
    return records.of(currentUser.get().accountId()).stream()
        .map(record ->
            new OwnSession(
                record.id(),
                Device.of(record.userAgent()),
                record.address(),
                record.startedAt(),
                record.lastUsedAt(),
                record.id().equals(current)))
        .sorted(Comparator.comparing(session -> !session.current()))
        .toList();
  }

  /** Ends a session; one that has ended already stays so. */
  @Transactional
  public void end(UUID id) {
    end(Set.of(id));
  }

  /** Ends all sessions but the caller's. */
  @Transactional
  public void endOthers() {
    Set<UUID> others = new HashSet<>();
    list().stream().filter(session -> !session.current()).forEach(one -> others.add(one.id()));
    end(others);
  }

  private void end(Set<UUID> ids) {
    SignedInUser user = currentUser.get();
    Set<UUID> ended = new HashSet<>(ids);
    ended.removeIf(id -> !records.delete(user.accountId(), id));
    if (!ended.isEmpty()) {
      events.publishEvent(new SessionsEnded(Set.copyOf(ended)));
      events.publishEvent(AuditEvent.of(AuditAction.SESSIONS_ENDED, user.getUsername(), List.of()));
    }
  }
}

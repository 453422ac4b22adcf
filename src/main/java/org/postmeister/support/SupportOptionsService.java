package org.postmeister.support;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes the support options of the system. */
@Service
@RequiresSystemAdmin
public class SupportOptionsService {

  private final SupportOptionsRows rows;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  SupportOptionsService(SupportOptionsRows rows, ApplicationEventPublisher events, Clock clock) {
    this.rows = rows;
    this.events = events;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public SupportOptions.Stored get() {
    return rows.findById(SupportOptionsRow.ONLY_ID).orElseThrow().toStored();
  }

  /**
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @Transactional
  public SupportOptions.Stored save(SupportOptions options, @Nullable Long seenRevision) {
    SupportOptionsRow stored = rows.findLockedById(SupportOptionsRow.ONLY_ID).orElseThrow();
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    if (options.equals(stored.toStored().options())) {
      return stored.toStored();
    }
    SupportOptions.Stored saved = rows.save(stored.with(options, clock.instant())).toStored();
    List<AuditEvent.Change> changes =
        stored.toStored().options().fields().changesTo(options.fields());
    if (!changes.isEmpty()) {
      events.publishEvent(
          AuditEvent.of(AuditAction.SUPPORT_OPTIONS_CHANGED, AuditEvent.SYSTEM, changes));
    }
    return saved;
  }
}

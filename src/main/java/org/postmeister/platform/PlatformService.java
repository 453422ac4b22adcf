package org.postmeister.platform;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes what is known about the administered platform. */
@Service
@RequiresSystemAdmin
public class PlatformService {

  private final Platforms platforms;
  private final List<FeatureUsage> usages;
  private final ApplicationEventPublisher events;

  PlatformService(
      Platforms platforms, List<FeatureUsage> usages, ApplicationEventPublisher events) {
    this.platforms = platforms;
    this.usages = List.copyOf(usages);
    this.events = events;
  }

  @Transactional(readOnly = true)
  public Platform get() {
    return platforms.get();
  }

  /**
   * Stores version and licence.
   *
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws VersionConflictException if somebody else has saved in the meantime
   * @throws DowngradeBlockedException if stored settings use features that the version does not
   *     have
   */
  @Transactional
  public Platform save(PlatformSettings settings, @Nullable Long seenRevision) {
    Platform stored = platforms.getLocked();
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    throwIfStranding(settings.version());
    if (settings.equals(stored.settings())) {
      return stored;
    }
    Platform saved = platforms.save(settings);
    List<AuditEvent.Change> changes = stored.settings().fields().changesTo(settings.fields());
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(AuditAction.PLATFORM_CHANGED, "platform", changes));
    }
    return saved;
  }

  private void throwIfStranding(PlatformVersion version) {
    List<FeatureUsage.Blocker> blockers =
        usages.stream()
            .flatMap(usage -> usage.strandedBy(version).stream())
            .sorted(Comparator.comparing(FeatureUsage.Blocker::owner))
            .toList();
    if (!blockers.isEmpty()) {
      throw new DowngradeBlockedException(version, blockers);
    }
  }
}

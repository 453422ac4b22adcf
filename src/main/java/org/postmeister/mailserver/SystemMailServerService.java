package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.AuditAction;
import org.postmeister.common.VersionConflictException;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.RequiresSystemAdmin;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes the one mail server that all tenants share. */
@Service
@RequiresSystemAdmin
public class SystemMailServerService {

  private final MailServers servers;
  private final SupportOptionsService supportOptions;
  private final FeaturePolicy features;
  private final MailChanges changes;

  SystemMailServerService(
      MailServers servers,
      SupportOptionsService supportOptions,
      FeaturePolicy features,
      MailChanges changes) {
    this.servers = servers;
    this.supportOptions = supportOptions;
    this.features = features;
    this.changes = changes;
  }

  @Transactional(readOnly = true)
  public MailServer get() {
    return servers.getSystem();
  }

  /** Whether mail can leave at all: the server is switched on and completely configured. */
  @Transactional(readOnly = true)
  public boolean isUsable() {
    return MailServerPolicy.isUsable(servers.getSystem());
  }

  /**
   * Stores settings and, if one is given, the secret.
   *
   * @param seenRevision what the person saw, null to overwrite whatever there is
   * @throws VersionConflictException if somebody else saved in between
   * @throws SecretRequiredException if the destination changed and no secret is given
   * @throws org.postmeister.common.ValidationFailedException if a rule is broken; nothing is stored
   *     then
   */
  @Transactional
  public MailServer save(MailServerDraft draft, @Nullable Long seenRevision) {
    PlatformVersion version = features.lockedPlatformVersion();
    MailServer stored = servers.findLocked(Owner.SYSTEM).orElseThrow();
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    MailServerPolicy.check(draft, stored, version);
    MailServer saved = servers.save(Owner.SYSTEM, draft);
    changes.ofSystem(
        AuditAction.SYSTEM_MAIL_SERVER_CHANGED,
        Owner.SYSTEM.key(),
        MailChanges.between(stored, saved, draft));
    return saved;
  }

  /**
   * Stores the mail server and the support options, which stand on the same page, together or not
   * at all.
   */
  @Transactional
  public MailServer save(
      MailServerDraft draft, long seenRevision, SupportOptions options, long seenOptionsRevision) {
    MailServer saved = save(draft, Long.valueOf(seenRevision));
    supportOptions.save(options, seenOptionsRevision);
    return saved;
  }
}

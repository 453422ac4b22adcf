package org.postmeister.mailserver.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.MailEventPublisher;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerStates;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresSystemAdminInPerson;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes the one mail server that all tenants share. */
@Service
@RequiresSystemAdmin
public class SystemMailServerService {

  private final MailServers servers;
  private final SupportOptionsService supportOptions;
  private final FeaturePolicy features;
  private final MailEventPublisher changes;
  private final CurrentUser currentUser;
  private final ServerStates states;

  SystemMailServerService(
      MailServers servers,
      SupportOptionsService supportOptions,
      FeaturePolicy features,
      MailEventPublisher changes,
      CurrentUser currentUser,
      ServerStates states) {
    this.servers = servers;
    this.supportOptions = supportOptions;
    this.features = features;
    this.changes = changes;
    this.currentUser = currentUser;
    this.states = states;
  }

  @PreAuthorize("hasRole('SYSTEM_ADMIN') or @permissions.mayRedirectSystemMail()")
  @Transactional(readOnly = true)
  public MailServer get() {
    return servers.getSystem();
  }

  /** Its status. */
  @PreAuthorize("hasRole('SYSTEM_ADMIN') or @permissions.mayRedirectSystemMail()")
  @Transactional(readOnly = true)
  public ServerState state() {
    return states.of(MailOwner.SYSTEM);
  }

  /** Whether mail can be sent at all: the server is enabled and completely configured. */
  @Transactional(readOnly = true)
  public boolean isUsable() {
    return MailServerPolicy.isUsable(servers.getSystem());
  }

  /**
   * Stores settings and, if given, the secret.
   *
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws VersionConflictException if somebody else has saved in the meantime
   * @throws SecretRequiredException if the destination changed and no secret is given
   * @throws org.postmeister.common.error.ValidationFailedException if a rule is violated; nothing
   *     is stored then
   */
  // Whoever decides where the system's mail goes gets to read the links in it.
  @PreAuthorize("@permissions.mayRedirectSystemMail()")
  @Transactional
  public MailServer save(MailServerDraft draft, @Nullable Long seenRevision) {
    PlatformVersion version = features.lockedPlatformVersion();
    MailServer stored = servers.findLocked(MailOwner.SYSTEM).orElseThrow();
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    MailServerPolicy.check(draft, stored, version);
    MailServer saved = servers.save(MailOwner.SYSTEM, stored, draft, currentUser.channel());
    changes.ofSystem(
        AuditAction.SYSTEM_MAIL_SERVER_CHANGED,
        MailOwner.SYSTEM.key(),
        stored.changesTo(saved, draft));
    return saved;
  }

  /** Stores the mail server and the support options, which share a page, together or not at all. */
  @PreAuthorize("@permissions.mayRedirectSystemMail()")
  @Transactional
  public MailServer save(
      MailServerDraft draft, long seenRevision, SupportOptions options, long seenOptionsRevision) {
    MailServer saved = save(draft, Long.valueOf(seenRevision));
    supportOptions.save(options, seenOptionsRevision);
    return saved;
  }

  /**
   * A user of the console confirms that mail goes where it should: password-reset links of system
   * administrators are sent again.
   *
   * @param seenRevision what the user saw
   * @throws AccessDeniedException for callers of the HTTP API
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @RequiresSystemAdminInPerson
  @Transactional
  public MailServer confirmDestination(long seenRevision) {
    if (currentUser.channel() != CurrentUser.Channel.CONSOLE) {
      throw new AccessDeniedException("Only a user of the console can confirm a destination");
    }
    MailServer stored = servers.findLocked(MailOwner.SYSTEM).orElseThrow();
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    if (stored.destinationSetBy() == CurrentUser.Channel.CONSOLE) {
      return stored;
    }
    MailServer confirmed = servers.confirmDestination(MailOwner.SYSTEM, stored);
    changes.ofSystem(
        AuditAction.MAIL_DESTINATION_CONFIRMED, stored.settings().serverName(), List.of());
    return confirmed;
  }
}

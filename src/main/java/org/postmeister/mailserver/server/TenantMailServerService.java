package org.postmeister.mailserver.server;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.MailEventPublisher;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.policy.MailPolicies;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerStates;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A tenant's own mail server, as far as its policy allows one. */
@Service
@RequiresTenantAdmin
public class TenantMailServerService {

  private final MailServers servers;
  private final MailPolicies policies;
  private final TenantService tenants;
  private final FeaturePolicy features;
  private final EgressPolicy egress;
  private final MailEventPublisher changes;
  private final CurrentUser currentUser;
  private final ServerStates states;

  TenantMailServerService(
      MailServers servers,
      MailPolicies policies,
      TenantService tenants,
      FeaturePolicy features,
      EgressPolicy egress,
      MailEventPublisher changes,
      CurrentUser currentUser,
      ServerStates states) {
    this.servers = servers;
    this.policies = policies;
    this.tenants = tenants;
    this.features = features;
    this.egress = egress;
    this.changes = changes;
    this.currentUser = currentUser;
    this.states = states;
  }

  /** The server, even one that the policy no longer allows; empty if there is none. */
  @Transactional(readOnly = true)
  public Optional<MailServer> find(TenantId tenant) {
    return servers.find(MailOwner.of(tenant));
  }

  /** Its status. */
  @Transactional(readOnly = true)
  public ServerState state(TenantId tenant) {
    return states.of(MailOwner.of(tenant));
  }

  /** Whether the tenant may have one, on this version of the platform. */
  @Transactional(readOnly = true)
  public boolean isAllowed(TenantId tenant) {
    return policies.get(tenant).policy().effectiveIn(features.platformVersion()).ownServerAllowed();
  }

  /**
   * Stores settings and, if given, the secret.
   *
   * @param seenRevision what the user saw, 0 if there was none, null to overwrite whatever there is
   * @throws NotAllowedByPolicyException if the tenant may not have its own server
   * @throws VersionConflictException if somebody else has saved in the meantime
   * @throws SecretRequiredException if the destination changed and no secret is given
   * @throws org.postmeister.common.error.ValidationFailedException if a rule is violated, such as
   *     that the server must be publicly reachable; nothing is stored then
   */
  @Transactional
  public MailServer save(TenantId tenant, MailServerDraft draft, @Nullable Long seenRevision) {
    PlatformVersion version = features.lockedPlatformVersion();
    Tenant owner = tenants.get(tenant);
    throwIfNotAllowed(tenant, version);
    MailServer stored = servers.findLocked(MailOwner.of(tenant)).orElse(MailServer.NONE);
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    MailServerPolicy.check(draft, stored, version, egress);
    MailServer saved = servers.save(MailOwner.of(tenant), stored, draft, currentUser.channel());
    changes.ofTenant(AuditAction.TENANT_MAIL_SERVER_CHANGED, owner, stored.changesTo(saved, draft));
    return saved;
  }

  /**
   * Deletes settings and secret; the tenant's mail is then sent through the system mail server, if
   * allowed.
   *
   * @throws NotAllowedByPolicyException if the tenant may not have its own server
   * @throws NoTenantServerException if there is none
   */
  @Transactional
  public void delete(TenantId tenant) {
    Tenant owner = tenants.get(tenant);
    throwIfNotAllowed(tenant, features.platformVersion());
    MailServer stored =
        servers.findLocked(MailOwner.of(tenant)).orElseThrow(NoTenantServerException::new);
    servers.delete(MailOwner.of(tenant));
    List<AuditEvent.Change> all = stored.fields().changesTo(new AuditEvent.Fields());
    changes.ofTenant(AuditAction.TENANT_MAIL_SERVER_DELETED, owner, all);
  }

  private void throwIfNotAllowed(TenantId tenant, PlatformVersion version) {
    if (!policies.getLocked(tenant).policy().effectiveIn(version).ownServerAllowed()) {
      throw new NotAllowedByPolicyException(NotAllowedByPolicyException.What.OWN_SERVER);
    }
  }
}

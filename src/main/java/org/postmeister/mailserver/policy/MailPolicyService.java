package org.postmeister.mailserver.policy;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.MailEventPublisher;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides how a tenant may send its mail. */
@Service
@RequiresSystemAdmin
public class MailPolicyService {

  private final MailPolicies policies;
  private final TenantService tenants;
  private final FeaturePolicy features;
  private final MailEventPublisher changes;

  MailPolicyService(
      MailPolicies policies,
      TenantService tenants,
      FeaturePolicy features,
      MailEventPublisher changes) {
    this.policies = policies;
    this.tenants = tenants;
    this.features = features;
    this.changes = changes;
  }

  /** The policy as stored; on platforms before 7.3.0 everything counts as allowed. */
  @Transactional(readOnly = true)
  public MailPolicy.Stored get(TenantId tenant) {
    return policies.get(tenant);
  }

  /**
   * Stores the policy. A tenant's own server that is no longer allowed is kept, unused.
   *
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws org.postmeister.platform.FeatureNotAvailableException on platforms without policies, if
   *     it forbids anything, or allows senders
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @Transactional
  public MailPolicy.Stored save(TenantId tenant, MailPolicy policy, @Nullable Long seenRevision) {
    throwIfGated(policy);
    Tenant owner = tenants.get(tenant);
    MailPolicy.Stored stored = policies.getLocked(tenant);
    VersionConflictException.throwIfStale(seenRevision, stored.revision());
    if (policy.equals(stored.policy())) {
      return stored;
    }
    MailPolicy.Stored saved = policies.save(tenant, policy);
    changes.ofTenant(
        AuditAction.MAIL_POLICY_CHANGED,
        owner,
        stored.policy().fields().changesTo(policy.fields()));
    return saved;
  }

  private void throwIfGated(MailPolicy policy) {
    if (!policy.equals(MailPolicy.ALL_ALLOWED)) {
      FeaturePolicy.require(Feature.MAIL_POLICY, features.lockedPlatformVersion(), gated(policy));
    }
  }

  private static String gated(MailPolicy policy) {
    if (!policy.systemServerAllowed()) {
      return "systemServerAllowed";
    }
    return policy.ownServerAllowed() ? "allowedSenders" : "ownServerAllowed";
  }
}

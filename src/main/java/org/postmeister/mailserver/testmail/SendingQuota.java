package org.postmeister.mailserver.testmail;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.TenantId;

/**
 * How much a tenant may send through the system mail server; implemented by the delivery module.
 * Everything that a tenant causes counts.
 */
public interface SendingQuota {

  /**
   * Uses up one message of the tenant's quota.
   *
   * @return empty if it may be sent; otherwise when the next one may
   */
  Optional<Instant> take(TenantId tenant);

  /**
   * The tenants that have used at least so much of today's quota, in percent; of more than 10,000,
   * some.
   */
  Set<TenantId> haveUsed(int percent);
}

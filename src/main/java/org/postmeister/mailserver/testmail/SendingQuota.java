package org.postmeister.mailserver.testmail;

import java.time.Instant;
import java.util.Optional;
import org.postmeister.common.TenantId;

/**
 * How much a tenant may send through the system mail server; implemented by the part of Postmeister
 * that sends mail. Whatever a tenant causes counts.
 */
public interface SendingQuota {

  /**
   * Takes one message of what the tenant may send.
   *
   * @return empty if it may go; else when the next one may
   */
  Optional<Instant> take(TenantId tenant);
}

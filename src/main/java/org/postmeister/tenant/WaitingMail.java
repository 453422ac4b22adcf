package org.postmeister.tenant;

import org.postmeister.common.TenantId;

/** Implemented by whoever keeps mail that has not left yet. */
public interface WaitingMail {

  /** How many messages of the tenant are waiting. */
  long countFor(TenantId tenant);
}

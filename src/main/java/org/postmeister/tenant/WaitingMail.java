package org.postmeister.tenant;

import org.postmeister.common.TenantId;

/** Implemented by modules that store unsent mail. */
public interface WaitingMail {

  /** How many messages of the tenant are waiting. */
  long countFor(TenantId tenant);
}

package org.postmeister.tenantlist;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.springframework.context.MessageSourceResolvable;

/**
 * The result for one tenant.
 *
 * @param problem why nothing was done, or why the test failed; null on success
 */
public record BulkResult(TenantName tenant, @Nullable MessageSourceResolvable problem) {

  public boolean isGood() {
    return problem == null;
  }
}

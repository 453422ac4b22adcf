package org.postmeister.tenantlist;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.springframework.context.MessageSourceResolvable;

/**
 * What became of one tenant.
 *
 * @param problem why nothing was done, or why the test failed; null if all went well
 */
public record BulkResult(TenantName tenant, @Nullable MessageSourceResolvable problem) {

  public boolean isGood() {
    return problem == null;
  }
}

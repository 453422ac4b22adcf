package org.postmeister.tenant;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantName;

/**
 * A tenant to be created.
 *
 * @param administrator to be invited, null for nobody
 */
public record NewTenant(TenantName name, TenantData data, @Nullable Administrator administrator) {

  /** The first administrator. */
  public record Administrator(EmailAddress email, DisplayName name) {}
}

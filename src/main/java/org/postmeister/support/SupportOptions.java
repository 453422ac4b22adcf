package org.postmeister.support;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.audit.AuditEvent;

/**
 * Where support requests go and what is attached to them.
 *
 * @param address null if there is none
 * @param tenantAddressAllowed whether tenants may set their own address
 * @param attachSystemInformation licence, versions and so on
 */
public record SupportOptions(
    @Nullable EmailAddress address, boolean tenantAddressAllowed, boolean attachSystemInformation) {

  AuditEvent.Fields fields() {
    return new AuditEvent.Fields()
        .with("address", address)
        .with("tenantAddressAllowed", tenantAddressAllowed)
        .with("attachSystemInformation", attachSystemInformation);
  }

  /**
   * The options as stored.
   *
   * @param revision increases with every change
   */
  public record Stored(SupportOptions options, long revision) {}
}

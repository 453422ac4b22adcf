package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where support requests go, for the part of Postmeister that sends them: nobody's permissions are
 * asked for.
 */
@Component
public class SupportAddresses {

  private final SupportOptionsRows options;
  private final TenantSupportRows tenants;

  SupportAddresses(SupportOptionsRows options, TenantSupportRows tenants) {
    this.options = options;
    this.tenants = tenants;
  }

  /**
   * What holds for an owner.
   *
   * @param address null if nobody has entered one
   * @param own whether it is the tenant's and not the system's
   * @param attachSystemInformation whether requests tell about the system
   */
  public record Effective(
      @Nullable EmailAddress address, boolean own, boolean attachSystemInformation) {}

  @Transactional(readOnly = true)
  public Effective of(MailOwner owner) {
    SupportOptions system =
        options.findById(SupportOptionsRow.ONLY_ID).orElseThrow().toStored().options();
    EmailAddress own =
        owner
            .tenant()
            .filter(tenant -> system.tenantAddressAllowed())
            .flatMap(tenant -> tenants.findById(tenant.value()))
            .map(TenantSupportRow::address)
            .map(EmailAddress::stored)
            .filter(EmailAddress::isValid)
            .orElse(null);
    EmailAddress shared = system.address();
    return new Effective(
        own == null ? (shared == null || !shared.isValid() ? null : shared) : own,
        own != null,
        system.attachSystemInformation());
  }
}

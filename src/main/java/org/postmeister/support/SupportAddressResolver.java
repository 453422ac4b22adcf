package org.postmeister.support;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where support requests go, for other modules; without a permission check. */
@Component
public class SupportAddressResolver {

  private final SupportOptionsRows options;
  private final TenantSupportRows tenants;

  SupportAddressResolver(SupportOptionsRows options, TenantSupportRows tenants) {
    this.options = options;
    this.tenants = tenants;
  }

  /**
   * What holds for a tenant, or for the system.
   *
   * @param address null if nobody has entered one
   * @param own whether it is the tenant's and not the system's
   * @param attachSystemInformation whether requests include system information
   */
  public record Effective(
      @Nullable EmailAddress address, boolean own, boolean attachSystemInformation) {}

  /** The address that a tenant has entered, whether or not it may have one. */
  public Optional<EmailAddress> findOwn(TenantId tenant) {
    return tenants
        .findById(tenant.value())
        .map(TenantSupportRow::address)
        .map(EmailAddress::stored);
  }

  /**
   * @param tenant null for the system
   */
  @Transactional(readOnly = true)
  public Effective of(@Nullable TenantId tenant) {
    SupportOptions system =
        options.findById(SupportOptionsRow.ONLY_ID).orElseThrow().toStored().options();
    EmailAddress own =
        tenant == null || !system.tenantAddressAllowed()
            ? null
            : findOwn(tenant).filter(EmailAddress::isValid).orElse(null);
    EmailAddress shared = system.address();
    return new Effective(
        own == null ? (shared == null || !shared.isValid() ? null : shared) : own,
        own != null,
        system.attachSystemInformation());
  }
}

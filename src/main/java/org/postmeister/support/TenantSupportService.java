package org.postmeister.support;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A tenant's own support address, as far as the support options allow one. */
@Service
@RequiresTenantAdmin
public class TenantSupportService {

  private final TenantSupportRows rows;
  private final SupportOptionsRows options;
  private final TenantService tenants;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TenantSupportService(
      TenantSupportRows rows,
      SupportOptionsRows options,
      TenantService tenants,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.options = options;
    this.tenants = tenants;
    this.events = events;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public TenantSupport get(TenantId tenant) {
    return support(rows.findById(tenant.value()), systemOptions());
  }

  /**
   * @param address null to return to the system's
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws NotAllowedByPolicyException if tenants may not have their own address
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @Transactional
  public TenantSupport save(
      TenantId tenant, @Nullable EmailAddress address, @Nullable Long seenRevision) {
    SupportOptions system = systemOptions();
    Tenant owner = tenants.get(tenant);
    if (!system.tenantAddressAllowed()) {
      throw new NotAllowedByPolicyException(NotAllowedByPolicyException.What.SUPPORT_ADDRESS);
    }
    Optional<TenantSupportRow> stored = rows.findLockedByTenantId(tenant.value());
    TenantSupport before = support(stored, system);
    VersionConflictException.throwIfStale(seenRevision, before.revision());
    if (Objects.equals(address, before.address())) {
      return before;
    }
    TenantSupportRow saved =
        rows.save(
            new TenantSupportRow(
                tenant.value(),
                stored.map(TenantSupportRow::revision).orElse(0L),
                address == null ? null : address.toString(),
                clock.instant()));
    List<AuditEvent.Change> changes =
        new AuditEvent.Fields()
            .with("address", before.address())
            .changesTo(new AuditEvent.Fields().with("address", address));
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(AuditAction.TENANT_SUPPORT_CHANGED, owner.name(), changes));
      events.publishEvent(new TenantSupportChanged(tenant));
    }
    return support(Optional.of(saved), system);
  }

  private SupportOptions systemOptions() {
    return options.findById(SupportOptionsRow.ONLY_ID).orElseThrow().toStored().options();
  }

  private static TenantSupport support(Optional<TenantSupportRow> row, SupportOptions system) {
    String address = row.map(TenantSupportRow::address).orElse(null);
    long revision = row.map(TenantSupportRow::revision).orElse(0L);
    return new TenantSupport(
        address == null ? null : EmailAddress.stored(address),
        system.tenantAddressAllowed(),
        system.address(),
        revision);
  }
}

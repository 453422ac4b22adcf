package org.postmeister.systemmail.brand;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.security.TenantNames;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and changes how the system's mails look: who may change a text may change this, too. */
@Service
@PreAuthorize("@permissions.mayAdministerSomething()")
public class MailBrandService {

  private final MailBrands brands;
  private final OwnerPermissions permissions;
  private final TenantNames names;
  private final ApplicationEventPublisher events;

  MailBrandService(
      MailBrands brands,
      OwnerPermissions permissions,
      TenantNames names,
      ApplicationEventPublisher events) {
    this.brands = brands;
    this.permissions = permissions;
    this.names = names;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public MailBrands.Found get(MailOwner owner) {
    permissions.require(owner);
    return brands.find(owner);
  }

  /**
   * Stores what an owner has chosen.
   *
   * @param seenRevision what the user saw
   * @throws VersionConflictException if somebody else has saved in the meantime
   */
  @Transactional
  public MailBrands.Found save(MailOwner owner, MailBrand chosen, long seenRevision) {
    permissions.require(owner);
    MailBrands.Found before = brands.find(owner);
    VersionConflictException.throwIfStale(seenRevision, before.revision());
    if (before.own().equals(chosen)) {
      return before;
    }
    if (!brands.save(owner, chosen, seenRevision)) {
      throw new VersionConflictException();
    }
    TenantName tenant = nameOf(owner);
    events.publishEvent(
        new AuditEvent(
            AuditAction.MAIL_BRAND_CHANGED,
            tenant == null ? AuditEvent.SYSTEM : tenant.value(),
            tenant,
            fields(before.own()).changesTo(fields(chosen))));
    return brands.find(owner);
  }

  private static AuditEvent.Fields fields(MailBrand brand) {
    return new AuditEvent.Fields().with("color", brand.color()).with("logo", brand.logo());
  }

  private @Nullable TenantName nameOf(MailOwner owner) {
    return owner.tenant().map(tenant -> names.namesOf(List.of(tenant)).get(tenant)).orElse(null);
  }
}

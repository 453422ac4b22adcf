package org.postmeister.tenantlist;

import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailSettingsChanged;
import org.postmeister.mailserver.summary.MailSummaryReader;
import org.postmeister.support.SupportAddressResolver;
import org.postmeister.support.TenantSupportChanged;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantChanged;
import org.postmeister.tenant.TenantService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the list consistent, in the transaction of each change. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OverviewUpdater {

  private final TenantOverviews overviews;
  private final TenantService tenants;
  private final MailSummaryReader mail;
  private final SupportAddressResolver support;

  OverviewUpdater(
      TenantOverviews overviews,
      TenantService tenants,
      MailSummaryReader mail,
      SupportAddressResolver support) {
    this.overviews = overviews;
    this.tenants = tenants;
    this.mail = mail;
    this.support = support;
  }

  @EventListener
  void on(TenantChanged changed) {
    overviews.lock(changed.tenant().id());
    put(changed.tenant());
  }

  @EventListener
  void on(MailSettingsChanged changed) {
    putAgain(changed.tenant());
  }

  @EventListener
  void on(TenantSupportChanged changed) {
    putAgain(changed.tenant());
  }

  private void putAgain(TenantId id) {
    // A concurrent change of the same tenant waits here, and then reads both changes.
    overviews.lock(id);
    put(tenants.get(id));
  }

  @EventListener
  void on(TenantDeleted deleted) {
    overviews.delete(deleted.id());
  }

  private void put(Tenant tenant) {
    overviews.put(
        tenant,
        mail.of(tenant.id(), tenant.data().active()),
        support.findOwn(tenant.id()).orElse(null));
  }
}

package org.postmeister.tenantlist;

import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailSettingsChanged;
import org.postmeister.mailserver.MailSummaries;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantChanged;
import org.postmeister.tenant.TenantService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the list true, in the transaction of each change. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OverviewUpdater {

  private final TenantOverviews overviews;
  private final TenantService tenants;
  private final MailSummaries mail;

  OverviewUpdater(TenantOverviews overviews, TenantService tenants, MailSummaries mail) {
    this.overviews = overviews;
    this.tenants = tenants;
    this.mail = mail;
  }

  @EventListener
  void on(TenantChanged changed) {
    overviews.lock(changed.tenant().id());
    put(changed.tenant());
  }

  @EventListener
  void on(MailSettingsChanged changed) {
    TenantId id = changed.tenant();
    // Whoever changes something else of the tenant at the same time waits here, and then reads both
    // changes.
    overviews.lock(id);
    put(tenants.get(id));
  }

  @EventListener
  void on(TenantDeleted deleted) {
    overviews.delete(deleted.id());
  }

  private void put(Tenant tenant) {
    overviews.put(tenant, mail.of(tenant.id(), tenant.data().active()));
  }
}

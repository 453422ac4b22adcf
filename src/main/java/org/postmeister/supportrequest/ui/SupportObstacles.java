package org.postmeister.supportrequest.ui;

import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Notice;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.ui.MailObstacle;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.support.TenantSupportService;
import org.postmeister.supportrequest.SupportRequestService;
import org.postmeister.tenant.Tenant;
import org.springframework.stereotype.Component;

/** Why a support request cannot be sent, and what its author can do about it. */
@Component
class SupportObstacles {

  private final TenantMailServerService servers;
  private final TenantSupportService addresses;
  private final CurrentUser currentUser;

  SupportObstacles(
      TenantMailServerService servers, TenantSupportService addresses, CurrentUser currentUser) {
    this.servers = servers;
    this.addresses = addresses;
    this.currentUser = currentUser;
  }

  /**
   * @param tenant on whose behalf the request is made, null for the system
   * @return empty if it can be sent
   */
  List<Notice> of(SupportRequestService.Outlook outlook, @Nullable Tenant tenant) {
    boolean systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    List<Notice> all = new ArrayList<>();
    if (outlook.reason() != null) {
      all.add(
          MailObstacle.of(
              outlook.reason(),
              systemAdmin,
              tenant != null && servers.isAllowed(tenant.id()),
              tenant == null ? null : tenant.name()));
    }
    if (outlook.address() == null) {
      all.add(addressMissing(systemAdmin, tenant));
    }
    return all;
  }

  private Notice addressMissing(boolean systemAdmin, @Nullable Tenant tenant) {
    if (systemAdmin) {
      Notice notice = missing("support.address-missing.system");
      notice.add(
          new RouterLink(
              notice.getTranslation("obstacle.open-server"), SystemMailServerView.class));
      return notice;
    }
    if (tenant != null && addresses.get(tenant.id()).allowed()) {
      Notice notice = missing("support.address-missing.own");
      notice.add(
          MailObstacle.linkTo(
              tenant.name(), notice.getTranslation("obstacle.open-tenant", tenant.displayName())));
      return notice;
    }
    return missing("support.address-missing.tenant");
  }

  private static Notice missing(String adviceKey) {
    Notice notice = new Notice();
    notice.show(
        Notice.Kind.WARNING,
        notice.getTranslation("support.address-missing")
            + " "
            + notice.getTranslation(adviceKey)
            + " ");
    return notice;
  }
}

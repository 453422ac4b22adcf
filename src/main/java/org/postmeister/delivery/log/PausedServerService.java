package org.postmeister.delivery.log;

import java.util.List;
import java.util.Optional;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.delivery.MailDue;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.security.TenantNames;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has paused servers tried again, for those who administer them. */
@Service
public class PausedServerService {

  private final ServerHealths healths;
  private final TenantNames names;
  private final OwnerPermissions permissions;
  private final ApplicationEventPublisher events;

  PausedServerService(
      ServerHealths healths,
      TenantNames names,
      OwnerPermissions permissions,
      ApplicationEventPublisher events) {
    this.healths = healths;
    this.names = names;
    this.permissions = permissions;
    this.events = events;
  }

  /** Has a paused server tried again now. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional
  public void resume(MailOwner server) {
    permissions.require(server);
    if (healths.resume(server)) {
      events.publishEvent(
          new AuditEvent(
              AuditAction.MAIL_SERVER_RESUMED,
              server.key(),
              tenantOf(server).orElse(null),
              List.of()));
      events.publishEvent(new MailDue(server));
    }
  }

  private Optional<TenantName> tenantOf(MailOwner server) {
    return server
        .tenant()
        .flatMap(tenant -> Optional.ofNullable(names.namesOf(List.of(tenant)).get(tenant)));
  }
}

package org.postmeister.delivery.log;

import java.util.List;
import java.util.Optional;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.delivery.MailDue;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.security.TenantNames;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The servers that are currently paused, for those who can act on it: system administrators see all
 * of them, a tenant's administrators the tenant's own.
 */
@Service
public class PausedServerService {

  private final ServerHealths healths;
  private final MessageVisibility visibility;
  private final TenantNames names;
  private final OwnerPermissions permissions;
  private final ApplicationEventPublisher events;

  PausedServerService(
      ServerHealths healths,
      MessageVisibility visibility,
      TenantNames names,
      OwnerPermissions permissions,
      ApplicationEventPublisher events) {
    this.healths = healths;
    this.visibility = visibility;
    this.names = names;
    this.permissions = permissions;
    this.events = events;
  }

  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public List<ServerHealth> list() {
    return healths.all().stream()
        .filter(server -> !server.isResumed() && permissions.mayActFor(server.owner()))
        .map(visibility::guard)
        .toList();
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

package org.postmeister.mailserver.route;

import org.postmeister.common.TenantDeleted;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicies;
import org.postmeister.mailserver.server.MailServers;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes what belongs to a deleted tenant: server, secret, policy. */
@Component
class TenantMailDeletion {

  private final MailServers servers;
  private final MailPolicies policies;

  TenantMailDeletion(MailServers servers, MailPolicies policies) {
    this.servers = servers;
    this.policies = policies;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    MailOwner owner = MailOwner.of(deleted.id());
    servers.delete(owner);
    policies.delete(deleted.id());
  }
}

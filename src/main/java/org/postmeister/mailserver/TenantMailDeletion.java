package org.postmeister.mailserver;

import org.postmeister.common.TenantDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes what belongs to a deleted tenant: server, secret, policy, outcome. */
@Component
class TenantMailDeletion {

  private final MailServers servers;
  private final MailPolicies policies;
  private final TestOutcomeRows outcomes;

  TenantMailDeletion(MailServers servers, MailPolicies policies, TestOutcomeRows outcomes) {
    this.servers = servers;
    this.policies = policies;
    this.outcomes = outcomes;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    MailOwner owner = MailOwner.of(deleted.id());
    servers.delete(owner);
    policies.delete(deleted.id());
    outcomes.deleteById(owner.key());
  }
}

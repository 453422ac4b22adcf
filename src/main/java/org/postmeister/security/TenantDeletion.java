package org.postmeister.security;

import org.postmeister.common.TenantDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes a deleted tenant from its administrators and revokes its tokens. */
@Component
class TenantDeletion {

  private final Accounts accounts;
  private final ApiTokens tokens;

  TenantDeletion(Accounts accounts, ApiTokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    accounts.removeMemberships(deleted.id().value());
    tokens.deleteOfTenant(deleted.id().value());
  }
}

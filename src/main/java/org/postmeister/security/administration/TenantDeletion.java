package org.postmeister.security.administration;

import java.util.List;
import org.postmeister.common.TenantDeleted;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.token.ApiTokens;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Removes a deleted tenant from its administrators and revokes its tokens. */
@Component
class TenantDeletion {

  private final Accounts accounts;
  private final AccountSearch search;
  private final ApiTokens tokens;
  private final ApplicationEventPublisher events;

  TenantDeletion(
      Accounts accounts, AccountSearch search, ApiTokens tokens, ApplicationEventPublisher events) {
    this.accounts = accounts;
    this.search = search;
    this.tokens = tokens;
    this.events = events;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    List<Account> members = search.findByTenant(deleted.id().value());
    accounts.endSessionsOfMembers(deleted.id().value());
    members.forEach(member -> events.publishEvent(new AccountChanged(member.id())));
    accounts.removeMemberships(deleted.id().value());
    tokens.deleteOfTenant(deleted.id().value());
  }
}

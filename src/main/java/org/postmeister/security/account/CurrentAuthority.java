package org.postmeister.security.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.CurrentRights;
import org.postmeister.security.SignedInUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What somebody who has signed in may do at this moment, whatever the session or the push channel
 * remembers. Accounts are remembered for a moment: what is changed on this node holds at once, and
 * after that moment what is changed on another.
 */
@Component
class CurrentAuthority implements CurrentRights {

  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final int MOST = 10_000;

  private final Cache<UUID, Optional<Account>> known =
      Caffeine.newBuilder().expireAfterWrite(MOMENT).maximumSize(MOST).build();
  private final AccountSearch accounts;

  CurrentAuthority(AccountSearch accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<SignedInUser> now(SignedInUser then) {
    if (then.isToken()) {
      // Looked at with each request, and no longer than that.
      return Optional.of(then);
    }
    Optional<Account> account = known.getIfPresent(then.accountId());
    // One that does not fit may be older than the sign-in, which another node has let happen.
    if (account == null || account.filter(found -> found.allows(then)).isEmpty()) {
      account = accounts.find(then.accountId());
      // Not what a transaction has only begun to change.
      if (!TransactionSynchronizationManager.isActualTransactionActive()) {
        known.put(then.accountId(), account);
      }
    }
    return account
        .filter(found -> found.allows(then))
        .map(found -> found.isAsKnownTo(then) ? then : found.toSignedInUser());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(AccountChanged changed) {
    known.invalidate(changed.id());
  }
}

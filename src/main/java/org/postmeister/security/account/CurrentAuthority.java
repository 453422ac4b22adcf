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
 * What a signed-in user may do at the moment, whatever the session or the push channel remembers.
 * Accounts are cached for a moment: changes on this node take effect at once, those on other nodes
 * after that moment.
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
      // Cached for that long, and no longer.
      return Optional.of(then);
    }
    Optional<Account> account = known.getIfPresent(then.accountId());
    // One that does not match may be older than the sign-in, which happened on another node.
    if (account == null || account.filter(found -> found.allows(then)).isEmpty()) {
      account = accounts.find(then.accountId());
      // Not what an unfinished transaction has changed.
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

package org.postmeister.security.login;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Ends the sessions and push channels of changed accounts, and those that somebody has ended: at
 * once for changes on this node, and within two seconds for those on another.
 */
@Component
class SessionWatch {

  private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);
  private static final long EVERY_MILLIS = 900;
  static final int LOOKS_UNTIL_NOTED = 60;

  private final AccountSessionRegistry sessions;
  private final AccountSearch accounts;
  private final SessionRecords records;
  private Set<UUID> seenOutdated = Set.of();
  private Map<UUID, Instant> noted = Map.of();
  private long looks;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-watch").factory());

  SessionWatch(AccountSessionRegistry sessions, AccountSearch accounts, SessionRecords records) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.records = records;
    Future<?> _ =
        looking.scheduleWithFixedDelay(
            this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(AccountChanged changed) {
    // Most of those that are changed together, with a tenant that is deleted, are not here.
    if (sessions.accounts().contains(changed.id())) {
      sessions.endStale(changed.id(), accounts.find(changed.id()).orElse(null));
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(SessionsEnded ended) {
    sessions.endRecorded(ended.ids());
  }

  /** Checks everybody who is signed in here. */
  final synchronized void look() {
    attempt(this::lookAtAccounts);
    attempt(this::lookAtRecords);
  }

  private static void attempt(Runnable look) {
    try {
      look.run();
    } catch (DataAccessException | TransactionException e) {
      // In that case nobody can be served anything either.
      log.debug("The database could not be queried about sessions", e);
    } catch (RuntimeException e) {
      // An exception that escapes from here would end the checks for good.
      log.error("Outdated sessions could not be determined", e);
    }
  }

  // Ends what is outdated the second time.
  private void lookAtAccounts() {
    Set<UUID> signedIn = sessions.accounts();
    if (!signedIn.isEmpty()) {
      Map<UUID, Account> known =
          accounts.find(signedIn).stream()
              .collect(Collectors.toMap(Account::id, Function.identity()));
      Set<UUID> outdated =
          signedIn.stream()
              .filter(id -> sessions.hasOutdated(id, known.get(id)))
              .collect(Collectors.toSet());
      // Seen twice: users who have just changed their own password continue with a new session.
      outdated.stream()
          .filter(seenOutdated::contains)
          .forEach(id -> sessions.endStale(id, known.get(id)));
      seenOutdated = outdated;
    }
  }

  // Somebody has ended them on another node.
  private void lookAtRecords() {
    Map<UUID, Instant> used = sessions.lastUsed();
    if (!used.isEmpty()) {
      sessions.endRecorded(records.missing(used.keySet()));
    }
    looks++;
    if (looks % LOOKS_UNTIL_NOTED == 0) {
      note(used);
    }
  }

  private void note(Map<UUID, Instant> used) {
    Map<UUID, Instant> changed = new HashMap<>(used);
    changed.entrySet().removeAll(noted.entrySet());
    if (!changed.isEmpty()) {
      records.note(changed);
    }
    noted = used;
    records.deleteUnused(used.keySet());
  }

  @PreDestroy
  void stop() {
    looking.shutdownNow();
  }
}

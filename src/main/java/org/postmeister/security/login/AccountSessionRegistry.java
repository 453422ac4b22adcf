package org.postmeister.security.login;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The sessions on this node by account, so that they and their push channels can be ended at once.
 * Ending one waits for nothing that one of its requests may hold.
 */
@Component
class AccountSessionRegistry implements HttpSessionAttributeListener {

  private static final Logger log = LoggerFactory.getLogger(AccountSessionRegistry.class);

  private final Map<HttpSession, SignedInUser> sessions = new ConcurrentHashMap<>();

  /** All accounts that are signed in here. */
  Set<UUID> accounts() {
    return sessions.values().stream().map(SignedInUser::accountId).collect(Collectors.toSet());
  }

  /**
   * Whether a session of an account is older than its current state.
   *
   * @param account as it is now; null if it no longer exists
   */
  boolean hasOutdated(UUID id, @Nullable Account account) {
    return sessions.values().stream()
        .anyMatch(
            user -> user.accountId().equals(id) && (account == null || account.outdates(user)));
  }

  /**
   * Ends sessions that their account no longer allows, except that of the current request: users
   * who change their own password stay signed in.
   *
   * @param account as it is now; null if it no longer exists
   */
  void endStale(UUID id, @Nullable Account account) {
    String own = ownSession();
    sessions.forEach((session, user) -> {
      boolean outdated = account == null || account.outdates(user);
      if (user.accountId().equals(id) && outdated && !session.getId().equals(own)) {
        end(session);
      }
    });
  }

  /** When those that have a record were last used. */
  Map<UUID, Instant> lastUsed() {
    Map<UUID, Instant> used = new HashMap<>();
    for (HttpSession session : sessions.keySet()) {
      SessionRecorder.recordOf(session)
          .ifPresent(id ->
              // Several, if two of its first requests here came at the same moment.
              lastUsed(session)
                  .ifPresent(
                      at -> used.merge(id, at, (one, other) -> one.isAfter(other) ? one : other)));
    }
    return used;
  }

  private static Optional<Instant> lastUsed(HttpSession session) {
    try {
      return Optional.of(Instant.ofEpochMilli(session.getLastAccessedTime()));
    } catch (IllegalStateException ended) {
      return Optional.empty();
    }
  }

  /** Ends those with these records. */
  void endRecorded(Set<UUID> ended) {
    for (HttpSession session : sessions.keySet()) {
      if (SessionRecorder.recordOf(session).filter(ended::contains).isPresent()) {
        end(session);
      }
    }
  }

  private void end(HttpSession session) {
    sessions.remove(session);
    try {
      session.invalidate();
    } catch (IllegalStateException alreadyEnded) {
      log.debug("A session had ended already", alreadyEnded);
    }
  }

  private static @Nullable String ownSession() {
    HttpSession session =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
            ? request.getRequest().getSession(false)
            : null;
    return session == null ? null : session.getId();
  }

  @Override
  public void attributeAdded(HttpSessionBindingEvent event) {
    keep(event, event.getValue());
  }

  @Override
  public void attributeReplaced(HttpSessionBindingEvent event) {
    // The event has the old value.
    keep(event, event.getSession().getAttribute(event.getName()));
  }

  @Override
  public void attributeRemoved(HttpSessionBindingEvent event) {
    if (isSecurityContext(event)) {
      sessions.remove(event.getSession());
    }
  }

  private void keep(HttpSessionBindingEvent event, Object value) {
    if (isSecurityContext(event)
        && value instanceof SecurityContext context
        && context.getAuthentication() != null
        && context.getAuthentication().getPrincipal() instanceof SignedInUser user) {
      sessions.put(event.getSession(), user);
    }
  }

  private static boolean isSecurityContext(HttpSessionBindingEvent event) {
    return event.getName().equals(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
  }
}

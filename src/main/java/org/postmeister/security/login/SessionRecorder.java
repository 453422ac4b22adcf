package org.postmeister.security.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.RandomToken;
import org.postmeister.security.SignedInUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Records the sessions that begin on this node, and forgets those that end. */
@Component
public class SessionRecorder
    implements SessionAuthenticationStrategy,
        LogoutHandler,
        HttpSessionListener,
        HttpSessionAttributeListener,
        SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SessionRecorder.class);
  private static final String RECORD = SessionRecorder.class.getName();

  // Listeners are created with the web server, before the database is known to be there: whoever
  // starts it should read one error about that, not two.
  private final ObjectProvider<SessionRecords> records;
  private volatile boolean stopping;

  SessionRecorder(ObjectProvider<SessionRecords> records) {
    this.records = records;
  }

  @Override
  public void onAuthentication(
      @Nullable Authentication authentication,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (authentication != null && authentication.getPrincipal() instanceof SignedInUser user) {
      String token = RandomToken.create();
      keep(
          request,
          records
              .getObject()
              .add(
                  user, request.getHeader(HttpHeaders.USER_AGENT), request.getRemoteAddr(), token));
      SessionCookie.set(token, request, response);
    }
  }

  /** Keeps with the session of a request what it is recorded as. */
  static void keep(HttpServletRequest request, UUID record) {
    request.getSession().setAttribute(RECORD, record);
  }

  /** Before the session ends: so nobody continues it elsewhere, whatever happens to the rest. */
  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    SessionCookie.remove(request, response);
    HttpSession session = request.getSession(false);
    if (session != null) {
      recordOf(session).ifPresent(id -> attempt(() -> records.getObject().delete(id)));
    }
  }

  @Override
  public void start() {
    stopping = false;
  }

  // From now on the container ends sessions that others continue. Until then, people may sign out.
  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public boolean isRunning() {
    return !stopping;
  }

  // After the last request, and before the web server stops.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
  }

  /** The record of a session; empty if it has none, or has ended. */
  static Optional<UUID> recordOf(HttpSession session) {
    try {
      return Optional.ofNullable((UUID) session.getAttribute(RECORD));
    } catch (IllegalStateException ended) {
      return Optional.empty();
    }
  }

  /** The record of the caller's session. */
  public static Optional<UUID> current() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? Optional.ofNullable(request.getRequest().getSession(false))
            .flatMap(SessionRecorder::recordOf)
        : Optional.empty();
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    recordOf(event.getSession()).ifPresent(id -> forget(id, event.getSession()));
  }

  @Override
  public void attributeReplaced(HttpSessionBindingEvent event) {
    // The event has the old value: somebody has signed in again.
    if (event.getName().equals(RECORD) && event.getValue() instanceof UUID id) {
      forget(id, event.getSession());
    }
  }

  private void forget(UUID id, HttpSession session) {
    if (!stopping) {
      attempt(() ->
          records.getObject().delete(id, Instant.ofEpochMilli(session.getLastAccessedTime())));
    }
  }

  private static void attempt(Runnable deletion) {
    try {
      deletion.run();
    } catch (RuntimeException e) {
      // It is deleted when it has not been used for long.
      log.debug("The record of a session that has ended could not be deleted", e);
    }
  }
}

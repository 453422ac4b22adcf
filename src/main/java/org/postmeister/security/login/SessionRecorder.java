package org.postmeister.security.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.SignedInUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Records the sessions that begin on this node, and forgets those that end. */
@Component
public class SessionRecorder
    implements SessionAuthenticationStrategy, HttpSessionAttributeListener {

  private static final Logger log = LoggerFactory.getLogger(SessionRecorder.class);
  private static final String RECORD = SessionRecorder.class.getName();

  // Listeners are created with the web server, before the database is known to be there: whoever
  // starts it should read one error about that, not two.
  private final ObjectProvider<SessionRecords> records;

  SessionRecorder(ObjectProvider<SessionRecords> records) {
    this.records = records;
  }

  @Override
  public void onAuthentication(
      @Nullable Authentication authentication,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (authentication != null && authentication.getPrincipal() instanceof SignedInUser user) {
      request
          .getSession()
          .setAttribute(
              RECORD,
              records
                  .getObject()
                  .add(
                      user.accountId(),
                      request.getHeader(HttpHeaders.USER_AGENT),
                      request.getRemoteAddr()));
    }
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
  public void attributeRemoved(HttpSessionBindingEvent event) {
    forget(event);
  }

  @Override
  public void attributeReplaced(HttpSessionBindingEvent event) {
    // The event has the old value: somebody has signed in again.
    forget(event);
  }

  private void forget(HttpSessionBindingEvent event) {
    if (event.getName().equals(RECORD) && event.getValue() instanceof UUID id) {
      try {
        records.getObject().delete(id);
      } catch (RuntimeException e) {
        // It is deleted when it has not been used for long.
        log.debug("The record of a session that has ended could not be deleted", e);
      }
    }
  }
}

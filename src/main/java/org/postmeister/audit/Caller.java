package org.postmeister.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.RequestDetails;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is acting on this thread, and from where. */
record Caller(String actor, @Nullable String address, AuditEntry.Door door) {

  private static final String NOBODY = "–";

  static Caller current() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  static Caller of(@Nullable Authentication authentication) {
    // Asynchronous work that outlives its request still has the details of the sign-in.
    WebAuthenticationDetails details =
        authentication != null
                && authentication.getDetails() instanceof WebAuthenticationDetails known
            ? known
            : null;
    HttpServletRequest request =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
            ? attributes.getRequest()
            : null;
    return new Caller(
        name(authentication),
        request != null
            ? request.getRemoteAddr()
            : details == null ? null : details.getRemoteAddress(),
        door(request, details));
  }

  private static String name(@Nullable Authentication authentication) {
    return authentication == null || authentication instanceof AnonymousAuthenticationToken
        ? NOBODY
        : authentication.getName();
  }

  private static AuditEntry.Door door(
      @Nullable HttpServletRequest request, @Nullable WebAuthenticationDetails details) {
    if (request != null) {
      return request.getRequestURI().startsWith(request.getContextPath() + "/api/")
          ? AuditEntry.Door.API
          : AuditEntry.Door.CONSOLE;
    }
    return switch (details) {
      case null -> AuditEntry.Door.INTERNAL;
      case RequestDetails known ->
          switch (known.door()) {
            case CONSOLE -> AuditEntry.Door.CONSOLE;
            case API -> AuditEntry.Door.API;
            case SMTP -> AuditEntry.Door.SMTP;
          };
      default -> AuditEntry.Door.CONSOLE;
    };
  }
}

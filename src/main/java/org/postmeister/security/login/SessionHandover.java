package org.postmeister.security.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Continues the session of somebody whom another node has signed in, after that node has died or
 * been stopped. Only who it is goes on: pages are opened anew.
 */
@Component
public class SessionHandover {

  private final SessionRecords records;
  private final AccountSearch accounts;

  SessionHandover(SessionRecords records, AccountSearch accounts) {
    this.records = records;
    this.accounts = accounts;
  }

  /** For requests of the console. */
  public OncePerRequestFilter filter() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known == null || !(known.getPrincipal() instanceof SignedInUser)) {
          SessionCookie.find(request).ifPresent(token -> handOver(token, request, response));
        }
        chain.doFilter(request, response);
      }
    };
  }

  private void handOver(String token, HttpServletRequest request, HttpServletResponse response) {
    Optional<SessionRecords.Continued> session = records.ofToken(token);
    Optional<Account> account =
        session.flatMap(found ->
            accounts.find(found.account()).filter(it -> it.allows(found.credentialsVersion())));
    if (account.isEmpty() || !records.noteUse(session.orElseThrow().id())) {
      SessionCookie.remove(request, response);
      return;
    }
    if (request.getSession(false) != null) {
      // As after any sign-in: nobody else may know its id.
      request.changeSessionId();
    }
    new SessionAuthentication(request, response)
        .put(
            SessionAuthentication.authenticationOf(
                account.get(), RequestDetails.ofConsole(request)));
    SessionRecorder.keep(request, session.get().id());
  }
}

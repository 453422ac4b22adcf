package org.postmeister.security.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps sessions consistent with their account: ends those that are older than its password or have
 * no account any more, and gives the others its current rights. Queries the database with each
 * request, so that it works on every node.
 */
public class SessionGuard extends OncePerRequestFilter {

  private final AccountSearch accounts;

  public SessionGuard(AccountSearch accounts) {
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // The user that the session names, not the current state of that user.
    Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
    if (signedIn != null && signedIn.getPrincipal() instanceof SignedInUser user) {
      Account account =
          accounts.find(user.accountId()).filter(found -> found.allows(user)).orElse(null);
      if (account == null) {
        new SecurityContextLogoutHandler().logout(request, response, signedIn);
      } else if (!account.isAsKnownTo(user)) {
        new SessionAuthentication(request, response).renew(account);
      }
    }
    chain.doFilter(request, response);
  }
}

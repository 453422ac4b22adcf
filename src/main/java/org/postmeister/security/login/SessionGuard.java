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
 * Keeps sessions true to their account: ends those that began before its password changed or that
 * have no account any more, and gives the others the rights that it has now. Asks the database with
 * each request, so that it holds on every node.
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
    // Whoever the session says it is, and not who that is by now.
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

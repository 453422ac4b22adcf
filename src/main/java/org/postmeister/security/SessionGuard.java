package org.postmeister.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps sessions true to their account: ends those that began before its password changed or that
 * have no account any more, and gives the others the rights that it has now. Asks the database with
 * each request, so that it holds on every node.
 */
class SessionGuard extends OncePerRequestFilter {

  private final Accounts accounts;
  private final CurrentUser currentUser;

  SessionGuard(Accounts accounts, CurrentUser currentUser) {
    this.accounts = accounts;
    this.currentUser = currentUser;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SignedInUser user = currentUser.find().orElse(null);
    if (user != null) {
      Account account = accounts.findById(user.id()).filter(user::isStillValidFor).orElse(null);
      if (account == null) {
        new SecurityContextLogoutHandler()
            .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
      } else if (!user.isCurrent(account)) {
        new SessionAuthentication(request, response).renew(account);
      }
    }
    chain.doFilter(request, response);
  }
}

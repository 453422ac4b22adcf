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
 * Ends sessions that began before the account's password or permissions changed. Asks the database
 * with each request, so that it holds on every node.
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
    boolean outdated =
        currentUser
            .find()
            .map(user -> accounts.findById(user.id()).filter(user::isStillValidFor).isEmpty())
            .orElse(false);
    if (outdated) {
      new SecurityContextLogoutHandler()
          .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
    }
    chain.doFilter(request, response);
  }
}

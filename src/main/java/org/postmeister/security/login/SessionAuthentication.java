package org.postmeister.security.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** The owner of a request's session. */
public final class SessionAuthentication {

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  public SessionAuthentication(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  /** Continues with the current state of the account. */
  void renew(Account account) {
    put(authenticationOf(account));
  }

  /** Continues as somebody else, or as the same with other credentials. */
  public void put(Authentication authentication) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
  }

  /** An authentication without credentials, with the details of the current one. */
  public static Authentication authenticationOf(Account account) {
    Authentication before = SecurityContextHolder.getContext().getAuthentication();
    return authenticationOf(account, before == null ? null : before.getDetails());
  }

  /** An authentication without credentials. */
  static Authentication authenticationOf(Account account, @Nullable Object details) {
    SignedInUser user = account.toSignedInUser();
    user.eraseCredentials();
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authentication.setDetails(details);
    return authentication;
  }
}

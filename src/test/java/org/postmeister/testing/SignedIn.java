package org.postmeister.testing;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Puts somebody into the security context of the test's thread. */
public final class SignedIn {

  private SignedIn() {}

  /** Somebody with an account but without any role. */
  public static void asNobodySpecial() {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                "somebody", null, AuthorityUtils.createAuthorityList("ROLE_SOMETHING_ELSE")));
  }

  /** A system administrator as far as services look. */
  public static void asSystemAdmin() {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                "sadmin", null, AuthorityUtils.createAuthorityList("ROLE_SYSTEM_ADMIN")));
  }
}

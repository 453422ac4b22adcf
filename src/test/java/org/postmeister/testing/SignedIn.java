package org.postmeister.testing;

import org.postmeister.common.TenantId;
import org.postmeister.security.TestUsers;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Puts somebody into the security context of the test's thread. */
public final class SignedIn {

  private SignedIn() {}

  /** Somebody with an account but without any role. */
  public static void asNobodySpecial() {
    as(
        UsernamePasswordAuthenticationToken.authenticated(
            "somebody", null, AuthorityUtils.createAuthorityList("ROLE_SOMETHING_ELSE")));
  }

  public static void asSystemAdmin() {
    as(TestUsers.systemAdmin());
  }

  public static void asTenantAdmin(TenantId... tenants) {
    as(TestUsers.tenantAdmin(tenants));
  }

  public static void as(Authentication authentication) {
    SecurityContextHolder.getContext().setAuthentication(authentication);
  }
}

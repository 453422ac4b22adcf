package org.postmeister.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.postmeister.common.TenantId;
import org.postmeister.testing.TestAccounts;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** People for tests, as they are after signing in. */
public final class TestUsers {

  private TestUsers() {}

  public static UsernamePasswordAuthenticationToken systemAdmin() {
    return authenticated(TestAccounts.ADMIN, Role.SYSTEM_ADMIN, Set.of());
  }

  public static UsernamePasswordAuthenticationToken tenantAdmin(TenantId... tenants) {
    return authenticated("tenant-admin@example.org", Role.TENANT_ADMIN, Set.of(tenants));
  }

  /** An API token for the whole system. */
  public static UsernamePasswordAuthenticationToken systemToken() {
    SignedInUser token =
        new SignedInUser(
            new ApiToken(
                UUID.randomUUID(), 0, "test", null, "", "sadmin", Instant.EPOCH, null, null));
    return UsernamePasswordAuthenticationToken.authenticated(token, null, token.getAuthorities());
  }

  private static UsernamePasswordAuthenticationToken authenticated(
      String login, Role role, Set<TenantId> tenants) {
    SignedInUser user =
        new SignedInUser(
            Account.create(
                login,
                login,
                role,
                tenants,
                new Account.Password("{noop}", true, false),
                Instant.EPOCH));
    return UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
  }
}

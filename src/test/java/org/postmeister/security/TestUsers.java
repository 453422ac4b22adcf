package org.postmeister.security;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantId;
import org.postmeister.testing.TestAccounts;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** People for tests, as they are after signing in. */
public final class TestUsers {

  private static final Set<UUID> KNOWN = ConcurrentHashMap.newKeySet();

  private TestUsers() {}

  public static UsernamePasswordAuthenticationToken systemAdmin() {
    return authenticated(TestAccounts.ADMIN, Role.SYSTEM_ADMIN, Set.of());
  }

  public static UsernamePasswordAuthenticationToken tenantAdmin(TenantId... tenants) {
    return authenticated("tenant-admin@example.org", Role.TENANT_ADMIN, Set.of(tenants));
  }

  /**
   * An API token for the whole system.
   *
   * @param scopes those that a token gets by default, if none are given
   */
  public static UsernamePasswordAuthenticationToken systemToken(TokenScope... scopes) {
    SignedInUser token =
        new SignedInUser(
            new ApiToken(
                UUID.randomUUID(),
                0,
                "test",
                null,
                "",
                TokenScope.toColumn(scopes.length == 0 ? TokenScope.DEFAULT : Set.of(scopes)),
                null,
                "sadmin",
                Instant.EPOCH,
                null,
                null));
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
    KNOWN.add(user.accountId());
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authentication.setDetails(RequestDetails.ofConsole(new MockHttpServletRequest()));
    return authentication;
  }

  /** The same who has come over the HTTP API. */
  public static UsernamePasswordAuthenticationToken overHttp(
      UsernamePasswordAuthenticationToken authentication) {
    authentication.setDetails(RequestDetails.ofApi(new MockHttpServletRequest()));
    return authentication;
  }

  /** Lets people of tests have the rights they were made with, although they have no account. */
  @TestComponent
  @Primary
  static class Authority extends CurrentAuthority {

    Authority(AccountSearch accounts) {
      super(accounts);
    }

    @Override
    Optional<SignedInUser> now(SignedInUser then) {
      return KNOWN.contains(then.accountId()) ? Optional.of(then) : super.now(then);
    }
  }
}

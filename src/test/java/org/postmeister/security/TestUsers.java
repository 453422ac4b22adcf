package org.postmeister.security;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantId;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Qualifier;
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
            UUID.randomUUID(),
            "test",
            null,
            scopes.length == 0 ? TokenScope.DEFAULT : Set.of(scopes));
    return UsernamePasswordAuthenticationToken.authenticated(token, null, token.getAuthorities());
  }

  /** Somebody who has to choose a password before anything else. */
  static UsernamePasswordAuthenticationToken withFirstPassword(Role role, TenantId... tenants) {
    return authenticated("first@example.org", role, Set.of(tenants), true);
  }

  private static UsernamePasswordAuthenticationToken authenticated(
      String login, Role role, Set<TenantId> tenants) {
    return authenticated(login, role, tenants, false);
  }

  private static UsernamePasswordAuthenticationToken authenticated(
      String login, Role role, Set<TenantId> tenants, boolean mustChangePassword) {
    SignedInUser user =
        new SignedInUser(
            UUID.randomUUID(),
            login,
            login,
            role,
            tenants,
            new SignedInUser.AccountState(0, 1, true, mustChangePassword, null, "{noop}"));
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

  /** The same who has come over SMTP, from an address. */
  public static UsernamePasswordAuthenticationToken overSmtp(
      UsernamePasswordAuthenticationToken authentication, String address) {
    authentication.setDetails(RequestDetails.ofSmtp(address));
    return authentication;
  }

  /** Lets people of tests have the rights they were made with, although they have no account. */
  @TestComponent
  @Primary
  static class Rights implements CurrentRights {

    private final CurrentRights others;

    Rights(@Qualifier("currentAuthority") CurrentRights others) {
      this.others = others;
    }

    @Override
    public Optional<SignedInUser> now(SignedInUser then) {
      return KNOWN.contains(then.accountId()) ? Optional.of(then) : others.now(then);
    }
  }
}

package org.postmeister.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TenantId;
import org.postmeister.testing.SignedIn;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Who may do what, as a table. */
class PermissionsTest {

  private static final TenantId ACME = TenantId.create();
  private static final TenantId OTHER = TenantId.create();

  private final Permissions permissions =
      new Permissions(new CurrentUser(new TestUsers.Rights(Optional::of)));

  @AfterEach
  void signOut() {
    SignedIn.as(null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # who                        | administer own, other, in person, is of, send, steer, read, something, redirect
          nobody                       | - - - - - - - - -
          somebody                     | - - - - - - - - -
          system                       | x x x x x x x x x
          system with a first password | - - - - - - - - -
          acme                         | x - x x x x x x -
          acme with a first password   | - - - - - - - - -
          token of all, default        | x x - x x x x x -
          token of all, admin          | x x - x - - - x -
          token of all, send           | - - - x x - - - -
          token of all, read           | - - - x - - x - -
          token of all, mail server    | - - - x - - - - x
          token of all, send and read  | - - - x x x x - -
          token of acme, default       | x - - x x x x x -
          token of acme, mail server   | - - - x - - - - -
          """)
  void eachMayWhatTheTableSays(String who, String allowed) {
    SignedIn.as(authentication(who));

    assertThat(
            Stream.of(
                    permissions.mayAdminister(ACME),
                    permissions.mayAdminister(OTHER),
                    permissions.mayAdministerInPerson(ACME),
                    permissions.isOf(ACME),
                    permissions.maySend(ACME),
                    permissions.maySteerMessages(),
                    permissions.mayReadMessages(),
                    permissions.mayAdministerSomething(),
                    permissions.mayRedirectSystemMail())
                .map(may -> may ? "x" : "-")
                .collect(Collectors.joining(" ")))
        .isEqualTo(allowed);
  }

  @Test
  void withoutATenantOnlyTheSystemsAdministratorsMay() {
    SignedIn.as(authentication("system"));
    assertThat(permissions.mayAdminister(null)).isTrue();
    assertThat(permissions.maySend(null)).isTrue();

    SignedIn.as(authentication("acme"));
    assertThat(permissions.mayAdminister(null)).isFalse();
    assertThat(permissions.mayAdministerInPerson(null)).isFalse();
    assertThat(permissions.maySend(null)).isFalse();
    assertThat(permissions.isOf(OTHER)).isFalse();
    assertThat(permissions.maySend(OTHER)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(TokenScope.class)
  void aScopeIsReadByItsName(TokenScope scope) {
    assertThat(TokenScope.of(scope.toString())).isEqualTo(scope);
    assertThat(TokenScope.ofColumn(TokenScope.toColumn(Set.of(scope)))).containsExactly(scope);
    assertThat(scope.isForTenants()).isEqualTo(!scope.toString().equals("system:mail-server"));
    assertThat(TokenScope.ofColumn("all of it")).isEmpty();
    assertThatThrownBy(() -> TokenScope.of("all")).isInstanceOf(InvalidValueException.class);
  }

  private static @Nullable UsernamePasswordAuthenticationToken authentication(String who) {
    return switch (who) {
      case "nobody" -> null;
      case "somebody" ->
          UsernamePasswordAuthenticationToken.authenticated("somebody", null, List.of());
      case "system" -> TestUsers.systemAdmin();
      case "acme" -> TestUsers.tenantAdmin(ACME);
      case "system with a first password" -> firstPassword(Role.SYSTEM_ADMIN);
      case "acme with a first password" -> firstPassword(Role.TENANT_ADMIN);
      default -> token(who.contains("of acme") ? ACME : null, scopes(who.split(", ", 2)[1]));
    };
  }

  // Of an account that may be asked for: it is not looked up.
  private static UsernamePasswordAuthenticationToken firstPassword(Role role) {
    return TestUsers.withFirstPassword(
        role, role == Role.SYSTEM_ADMIN ? new TenantId[0] : new TenantId[] {ACME});
  }

  private static Set<TokenScope> scopes(String names) {
    return switch (names) {
      case "default" -> TokenScope.DEFAULT;
      case "admin" -> Set.of(TokenScope.ADMIN);
      case "send" -> Set.of(TokenScope.MESSAGES_SEND);
      case "read" -> Set.of(TokenScope.MESSAGES_READ);
      case "send and read" -> Set.of(TokenScope.MESSAGES_SEND, TokenScope.MESSAGES_READ);
      default -> Set.of(TokenScope.SYSTEM_MAIL_SERVER);
    };
  }

  private static UsernamePasswordAuthenticationToken token(
      @Nullable TenantId tenant, Set<TokenScope> scopes) {
    SignedInUser user = new SignedInUser(UUID.randomUUID(), "test", tenant, scopes);
    return UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
  }
}

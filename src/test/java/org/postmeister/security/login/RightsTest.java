package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpSessionBindingEvent;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TokenScope;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.invitation.Invitation;
import org.postmeister.security.invitation.InvitationNotFoundException;
import org.postmeister.security.invitation.InvitationService;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** A right that was taken away ends at once, wherever somebody has got hold of it. */
@PostmeisterTest
class RightsTest {

  private static final String LOGIN = "ada@example.org";
  private static final NewPassword PASSWORD = NewPassword.of("a long enough password");

  @Autowired private AccountAdminService admin;
  @Autowired private ApiTokenService tokens;
  @Autowired private InvitationService invitations;
  @Autowired private TenantService tenants;
  @Autowired private Accounts accounts;
  @Autowired private AccountSessionRegistry sessions;
  @Autowired private SessionWatch watch;
  @Autowired private CurrentUser currentUser;
  @Autowired private JdbcClient jdbc;

  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void createTenants() {
    SignedIn.asSystemAdmin();
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
  }

  /** What can become of an account. */
  private enum Change {
    PROMOTED(data -> new AccountData(data.name(), Role.SYSTEM_ADMIN, Set.of(), true)),
    DEACTIVATED(data -> new AccountData(data.name(), data.role(), data.tenants(), false)),
    WITHOUT_TENANTS(data -> data.with(Set.of())),
    WITH_ANOTHER_TENANT(data -> data);

    private final UnaryOperator<AccountData> change;

    Change(UnaryOperator<AccountData> change) {
      this.change = change;
    }
  }

  private void apply(Change change) {
    SignedIn.asSystemAdmin();
    switch (change) {
      case WITH_ANOTHER_TENANT -> admin.change(LOGIN, data -> data.with(Set.of(acme, other)), null);
      case WITHOUT_TENANTS -> tenants.delete(acme);
      case PROMOTED, DEACTIVATED -> admin.change(LOGIN, change.change, null);
    }
  }

  private Invitation invite() {
    return admin
        .create(
            EmailAddress.of(LOGIN),
            new AccountData(DisplayName.of("Ada"), Role.TENANT_ADMIN, Set.of(acme), true))
        .invitation();
  }

  private static String tokenOf(Invitation invitation) {
    return invitation.link().substring(invitation.link().lastIndexOf('/') + 1);
  }

  private Account systemAdmin() {
    invitations.accept(
        tokenOf(
            admin
                .create(
                    EmailAddress.of(LOGIN),
                    new AccountData(DisplayName.of("Ada"), Role.SYSTEM_ADMIN, Set.of(), true))
                .invitation()),
        PASSWORD);
    return accounts.findByLoginKey(LOGIN).orElseThrow();
  }

  private static UsernamePasswordAuthenticationToken signedIn(Account account) {
    SignedInUser user = account.toSignedInUser();
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authentication.setDetails(RequestDetails.ofConsole(new MockHttpServletRequest()));
    return authentication;
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aLinkIsGoodForWhatItWasSentForOnly(Change change) {
    String token = tokenOf(invite());

    apply(change);

    assertThat(invitations.loginOf(token)).isEmpty();
    assertThatThrownBy(() -> invitations.accept(token, PASSWORD))
        .isInstanceOf(InvitationNotFoundException.class);
  }

  @Test
  void aLinkStaysRevokedWhenTheAccountIsActiveAgain() {
    String token = tokenOf(invite());

    apply(Change.DEACTIVATED);
    admin.change(
        LOGIN, data -> new AccountData(data.name(), data.role(), data.tenants(), true), null);

    assertThatThrownBy(() -> invitations.accept(token, PASSWORD))
        .isInstanceOf(InvitationNotFoundException.class);
  }

  @Test
  void anotherNameRevokesNothing() {
    String token = tokenOf(invite());

    admin.change(
        LOGIN,
        data -> new AccountData(DisplayName.of("A."), data.role(), data.tenants(), true),
        null);

    assertThatCode(() -> invitations.accept(token, PASSWORD)).doesNotThrowAnyException();
  }

  // As who goes on over a push channel, in a test mail, in a view that is kept up to date.
  @ParameterizedTest
  @EnumSource(
      value = Change.class,
      names = {"DEACTIVATED"})
  void whoWasSignedInBeforeMayNothingMore(Change change) {
    Account account = systemAdmin();
    UsernamePasswordAuthenticationToken then = signedIn(account);
    SignedIn.as(then);
    assertThatCode(() -> tokens.list()).doesNotThrowAnyException();

    apply(change);
    SignedIn.as(then);

    assertThat(currentUser.find()).isEmpty();
    assertThatThrownBy(() ->
            tokens.create(
                new NewApiToken(SingleLine.of("mine"), null, null, TokenScope.DEFAULT, null)))
        .isInstanceOf(AccessDeniedException.class);
    SignedIn.asSystemAdmin();
    admin.change(
        LOGIN, data -> new AccountData(data.name(), data.role(), data.tenants(), true), null);
    SignedIn.as(then);
    assertThatThrownBy(() -> tokens.list()).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void whoWasDemotedMayNothingOfTheSystem() {
    UsernamePasswordAuthenticationToken then = signedIn(systemAdmin());

    SignedIn.asSystemAdmin();
    admin.change(
        LOGIN, data -> new AccountData(data.name(), Role.TENANT_ADMIN, Set.of(acme), true), null);
    SignedIn.as(then);

    assertThatThrownBy(() -> tokens.list()).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> tenants.get(acme)).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void sessionsEndWithTheRightsOfTheirAccount() {
    Account account = systemAdmin();
    MockHttpSession changedHere = session(account);
    apply(Change.DEACTIVATED);
    assertThat(changedHere.isInvalid()).isTrue();

    SignedIn.asSystemAdmin();
    admin.change(
        LOGIN, data -> new AccountData(data.name(), data.role(), data.tenants(), true), null);
    MockHttpSession changedElsewhere = session(accounts.findByLoginKey(LOGIN).orElseThrow());
    watch.look();
    assertThat(changedElsewhere.isInvalid()).isFalse();
    accounts.save(
        accounts
            .findByLoginKey(LOGIN)
            .orElseThrow()
            .with(new AccountData(DisplayName.of("A"), Role.TENANT_ADMIN, Set.of(acme), true)));
    watch.look();
    watch.look();
    assertThat(changedElsewhere.isInvalid()).isTrue();
    assertThat(sessions.accounts()).doesNotContain(account.id());
  }

  @Test
  void anAccountThatCannotBeReadDoesNotEndTheLooking() {
    session(systemAdmin());
    jdbc.sql("UPDATE account SET role = 'NEW' WHERE login_key = ?").param(LOGIN).update();

    assertThatNoException().isThrownBy(watch::look);
  }

  // The container tells the listener; there is none here.
  private MockHttpSession session(Account account) {
    MockHttpSession session = new MockHttpSession();
    SecurityContextImpl context = new SecurityContextImpl(signedIn(account));
    String name = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    session.setAttribute(name, context);
    sessions.attributeAdded(new HttpSessionBindingEvent(session, name, context));
    return session;
  }

  @Test
  void whoHasToChooseAPasswordMayNothingElse() {
    Account account =
        accounts.save(
            Account.create(
                LOGIN,
                "Ada",
                Role.SYSTEM_ADMIN,
                Set.of(),
                new Account.Password("{noop}x", true, true),
                java.time.Instant.EPOCH));
    SignedIn.as(signedIn(account));

    assertThatThrownBy(() -> tokens.list()).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> tenants.get(acme)).isInstanceOf(AccessDeniedException.class);
  }
}

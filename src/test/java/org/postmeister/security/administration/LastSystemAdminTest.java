package org.postmeister.security.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.TenantId;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.Accounts;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody can always administer the system, whoever takes away whose rights at which moment. */
@PostmeisterTest
class LastSystemAdminTest {

  private static final String FIRST = "first@example.org";
  private static final String SECOND = "second@example.org";

  @Autowired private AccountAdminService admin;
  @Autowired private Accounts accounts;
  @Autowired private TenantService tenants;
  @Autowired private TransactionTemplate transaction;

  private Account first;
  private Account second;
  private TenantId acme;

  @BeforeEach
  void thereAreTwo() {
    SignedIn.asSystemAdmin();
    acme = SomeTenants.create(tenants, "acme");
    first = add(FIRST);
    second = add(SECOND);
    // The one that there is at first is not lost for other tests, whatever goes wrong here.
    admin.change(
        TestAccounts.ADMIN,
        data -> new AccountData(data.name(), data.role(), data.tenants(), false),
        null);
    assertThat(accounts.lockEffectiveSystemAdmins())
        .containsExactlyInAnyOrder(first.id(), second.id());
  }

  private Account add(String login) {
    return accounts.save(
        Account.create(
            login,
            login,
            Role.SYSTEM_ADMIN,
            Set.of(),
            new Account.Password("{noop}x", true, false),
            Instant.EPOCH));
  }

  /** How one of them can take the rights of the other. */
  enum Removal {
    DELETE,
    DEACTIVATE,
    DEMOTE,
    RESET_PASSWORD
  }

  private void remove(String login, Removal removal) {
    switch (removal) {
      case DELETE -> admin.delete(login);
      case DEACTIVATE ->
          admin.change(
              login,
              data -> new AccountData(data.name(), data.role(), data.tenants(), false),
              null);
      case DEMOTE ->
          admin.change(
              login,
              data -> new AccountData(data.name(), Role.TENANT_ADMIN, Set.of(acme), true),
              null);
      case RESET_PASSWORD -> admin.invite(login);
    }
  }

  @ParameterizedTest
  @EnumSource(Removal.class)
  void ofTwoWhoRemoveEachOtherAtTheSameMomentOneStays(Removal removal) {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> theOther =
          transaction.execute(status -> {
            SignedIn.as(signedIn(first));
            remove(SECOND, removal);
            Future<?> atTheSameMoment =
                other.submit(() -> {
                  SignedIn.as(signedIn(second));
                  remove(FIRST, removal);
                });
            // It has to wait for this one to end.
            assertThatThrownBy(() -> atTheSameMoment.get(500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
            return atTheSameMoment;
          });

      assertThatThrownBy(theOther::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(LastSystemAdminException.class);
    }
    assertThat(accounts.lockEffectiveSystemAdmins()).containsExactly(first.id());
  }

  private static UsernamePasswordAuthenticationToken signedIn(Account account) {
    SignedInUser user = account.toSignedInUser();
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authentication.setDetails(RequestDetails.ofConsole(new MockHttpServletRequest()));
    return authentication;
  }
}

package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountQuery;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.Contact;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;

class AccountsViewTest extends ViewTest {

  @Autowired private Accounts stored;
  @Autowired private AccountAdminService accounts;
  @Autowired private AccountSearch search;
  @Autowired private TenantService tenants;
  @Autowired private ApplicationEventPublisher events;

  @BeforeEach
  void fill() {
    signIn("SYSTEM_ADMIN");
    TenantId acme = SomeTenants.create(tenants, "acme");
    SomeTenants.create(tenants, "other");
    create("ada", Role.TENANT_ADMIN, Set.of(acme), true);
    create("bob", Role.TENANT_ADMIN, Set.of(acme), false);
    create("eve", Role.SYSTEM_ADMIN, Set.of(), true);
    open(AccountsView.class);
  }

  private void create(String name, Role role, Set<TenantId> administered, boolean active) {
    accounts.create(
        EmailAddress.of(name + "@example.org"),
        new AccountData(DisplayName.of(name), role, administered, active));
  }

  @SuppressWarnings("unchecked")
  private static List<String> shown() {
    return _findAll((Grid<AccountInfo>) _get(Grid.class)).stream()
        .map(AccountInfo::login)
        .filter(login -> login.endsWith("@example.org"))
        .map(login -> login.substring(0, login.indexOf('@')))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static <V> void choose(String label, V value) {
    choose((Select<V>) (Select<?>) _get(Select.class, spec -> spec.withLabel(label)), value);
  }

  @Test
  void isFilteredByEverythingAtOnce() {
    assertThat(shown()).containsExactly("ada", "bob", "eve");

    choose("Role", Role.TENANT_ADMIN);
    assertThat(shown()).containsExactly("ada", "bob");
    choose("State", AccountQuery.State.INACTIVE);
    assertThat(shown()).containsExactly("bob");
    choose("State", AccountQuery.State.INVITED);
    assertThat(shown()).containsExactly("ada");
    choose("State", AccountQuery.State.ACTIVE);
    assertThat(shown()).isEmpty();
    choose("State", null);
    choose("Role", null);
    setFromClient(field("Tenant (name)"), "acme");
    assertThat(shown()).containsExactly("ada", "bob");
    setFromClient(field("Login or name"), "BO");
    assertThat(shown()).containsExactly("bob");
    setFromClient(field("Tenant (name)"), "other");
    assertThat(shown()).isEmpty();
    setFromClient(field("Tenant (name)"), "no such tenant");
    assertThat(shown()).isEmpty();
  }

  @Test
  void saysWhenSomebodyLastSignedIn() {
    assertThat(accounts.get("eve@example.org").lastSignInAt()).isNull();

    events.publishEvent(
        new InteractiveAuthenticationSuccessEvent(
            UsernamePasswordAuthenticationToken.authenticated(
                search.findByLogin("eve@example.org").orElseThrow().toSignedInUser(),
                "",
                List.of()),
            getClass()));

    assertThat(accounts.get("eve@example.org").lastSignInAt()).isNotNull();
    assertThat(accounts.get("ada@example.org").lastSignInAt()).isNull();
    // Nobody who is editing the account is disturbed.
    assertThat(accounts.get("eve@example.org").revision())
        .isEqualTo(accounts.get("ada@example.org").revision());
  }

  @Test
  void whoSavesAnAccountThatWasReadBeforeASignInKeepsIt() {
    Account read = stored.findByLoginKey("eve@example.org").orElseThrow();
    stored.rememberSignIn(read.id(), LocalDateTime.of(2026, 11, 1, 8, 0));
    stored.rememberLanguage(read.id(), "de");
    stored.rememberTimeZone(read.id(), "Europe/Berlin");

    stored.save(read);

    Account now = stored.findByLoginKey("eve@example.org").orElseThrow();
    assertThat(now.lastSignInAt()).isEqualTo("2026-11-01T08:00:00Z");
    assertThat(now.contact()).isEqualTo(new Contact(null, null, "Europe/Berlin", "de"));
  }
}

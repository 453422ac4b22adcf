package org.postmeister.security.administration;

import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;
import org.postmeister.security.TestUsers;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.SystemAdministrators;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Accounts with all that is shown of them cost as many statements, however many there are. */
class AccountRoundTripsTest extends ViewTest {

  private static final String LIST = "/api/v1/accounts?size=50";

  @Autowired private AccountAdminService accounts;
  @Autowired private TenantAdministratorService administrators;
  @Autowired private SystemAdministrators systemAdministrators;
  @Autowired private TenantService tenants;
  @Autowired private MockMvc mvc;

  private TenantId fill(int count) {
    signIn("SYSTEM_ADMIN");
    List<TenantId> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(SomeTenants.create(tenants, "tenant" + i));
    }
    for (int i = 0; i < count; i++) {
      create("tenant" + i, Role.TENANT_ADMIN, new HashSet<>(all));
      create("system" + i, Role.SYSTEM_ADMIN, Set.of());
    }
    return all.getFirst();
  }

  private void create(String name, Role role, Set<TenantId> administered) {
    accounts.create(
        EmailAddress.of(name + "@example.org"),
        new AccountData(DisplayName.of(name), role, administered, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void theListOfThemAndItsPage(int count) throws Exception {
    fill(count);
    mvc.perform(get(LIST).with(authentication(TestUsers.systemAdmin())))
        .andExpect(jsonPath("$.total").value(1 + 2 * count));

    assertThat(
            RoundTrips.of(
                () -> mvc.perform(get(LIST).with(authentication(TestUsers.systemAdmin())))))
        .hasSizeLessThanOrEqualTo(4);
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("system/accounts");
    assertThat(RoundTrips.of(() -> _findAll(_get(Grid.class)))).hasSizeLessThanOrEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void theAdministratorsOfATenantAndOfTheSystem(int count) throws Exception {
    TenantId tenant = fill(count);

    assertThat(RoundTrips.of(() -> administrators.list(tenant))).hasSize(1);
    assertThat(administrators.list(tenant)).hasSize(count);
    assertThat(RoundTrips.of(systemAdministrators::readers)).hasSize(1);
    assertThat(systemAdministrators.readers()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void thoseWhoLoseATenantThatIsDeleted(int count) throws Exception {
    TenantId tenant = fill(count);

    List<String> trips =
        RoundTrips.of(() -> {
          tenants.delete(tenant);
          return null;
        });

    assertThat(trips.stream().filter(sql -> sql.contains("account"))).hasSizeLessThanOrEqualTo(4);
    assertThat(administrators.list(tenant)).isEmpty();
  }
}

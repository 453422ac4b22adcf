package org.postmeister.tenantlist.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.ui.AuditView;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.administration.TenantAdministratorService;
import org.postmeister.security.ui.AccountsView;
import org.postmeister.security.ui.ApiTokensView;
import org.postmeister.security.ui.InvitationDialog;
import org.postmeister.shell.OwnTenantsView;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** The lists of system administrators, and where tenant administrators begin. */
class TenantsViewTest extends ViewTest {

  @Autowired private TenantService tenants;
  @Autowired private TenantAdministratorService administrators;
  @Autowired private PlatformService platforms;

  @BeforeEach
  void someTenants() {
    SignedIn.asSystemAdmin();
    create("alpha", "Zett", true);
    create("beta", "Ypsilon", false);
    create("gamma", "Xylophon", true);
  }

  private TenantId create(String name, String display, boolean active) {
    return SomeTenants.create(
            tenants, name, new TenantData(SingleLine.of(display), null, Locale.GERMAN, active))
        .id();
  }

  private static List<String> shownNames() {
    TenantGrid grid = _get(TenantGrid.class);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < _size(grid); i++) {
      TenantOverview row = _get(grid, i);
      names.add(row.name().value());
    }
    return names;
  }

  private static void openAt(String query) {
    UI.getCurrent().navigate("tenants", QueryParameters.fromString(query));
  }

  @Test
  void showsEveryTenant() {
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);

    assertThat(shownNames()).containsExactly("alpha", "beta", "gamma");
    assertThat(visibleText()).contains("3 tenants");
  }

  @Test
  void aLinkShowsColumnsOrderAndFilter() {
    signIn("SYSTEM_ADMIN");
    openAt("sort=displayName&columns=name,route&active=true");

    assertThat(shownNames()).containsExactly("gamma", "alpha");
    assertThat(
            _get(TenantGrid.class).getColumns().stream()
                .filter(Grid.Column::isVisible)
                .map(Grid.Column::getKey))
        .containsExactly("name", "route");
    assertThat(visibleText()).contains("2 tenants");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=nonsense",
        "columns=nonsense",
        "active=maybe",
        "route=' OR 1=1",
        "sort=name;drop"
      })
  void whatALinkSaysWronglyIsLeftOut(String query) {
    signIn("SYSTEM_ADMIN");
    openAt(query);

    assertThat(shownNames()).hasSize(3);
  }

  @Test
  void filtersAsOneTypes() {
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);
    field("Search").setValue("YPSI");

    assertThat(shownNames()).containsExactly("beta");
    click("Clear filter");
    assertThat(shownNames()).hasSize(3);
  }

  @Test
  void actionsAppearWithASelectionAndDisappearWithIt() {
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);
    assertThat(_find(Button.class, spec -> spec.withText("Deactivate"))).isEmpty();
    TenantGrid grid = _get(TenantGrid.class);
    grid.select(_get(grid, 0));

    assertThat(visibleText()).contains("1 tenant selected");
    field("Search").setValue("beta");
    assertThat(_find(Button.class, spec -> spec.withText("Deactivate"))).isEmpty();
    assertThat(grid.getSelectedItems()).isEmpty();
  }

  @Test
  void createsATenantAndShowsTheInvitationOnce() {
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);
    click("New tenant");
    nameOfNewTenant().setValue("BETA");
    click("Create tenant");
    assertThat(visibleText()).contains("Nothing was saved, because:");
    nameOfNewTenant().setValue("delta");
    field("E-mail address").setValue("ada@delta.example");
    field("Name of the administrator").setValue("Ada");
    click("Create tenant");

    assertThat(_find(InvitationDialog.class)).hasSize(1);
    assertThat(tenants.get("delta").name()).hasToString("delta");
  }

  @Test
  void saysInPlaceOfTheFormThatTheLicenceAllowsNoMoreTenants() {
    platforms.save(
        new PlatformSettings(PlatformVersion.of("7.4.0"), new License(null, null, null, null, 3)),
        null);
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);
    click("New tenant");

    assertThat(visibleText())
        .contains("The licence allows 3 tenants", "enter a licence that allows more");
    assertThat(_find(_get(NewTenantDialog.class), TextField.class)).isEmpty();
    assertThat(_find(Button.class, spec -> spec.withText("Create tenant"))).isEmpty();
    click("Close");

    tenants.delete(tenants.get("gamma").id());
    click("New tenant");
    assertThat(nameOfNewTenant().isVisible()).isTrue();
  }

  @Test
  void saysInPlaceOfTheFormThatNoTestMailsCanBeSent() {
    signIn("SYSTEM_ADMIN");
    open(TenantsView.class);
    TenantGrid grid = _get(TenantGrid.class);
    grid.select(_get(grid, 0));
    click("Send test mails");

    assertThat(visibleText()).contains("nobody can send mail. You can switch it on");
    assertThat(_find(_get(BulkTestDialog.class), TextField.class)).isEmpty();
  }

  private static TextField nameOfNewTenant() {
    return _get(_get(NewTenantDialog.class), TextField.class, spec -> spec.withLabel("Name"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {TenantsView.class, AccountsView.class, ApiTokensView.class, AuditView.class})
  void tenantAdministratorsDoNotGetThere(Class<? extends Main> view) {
    signInAsTenantAdmin(tenants.get("alpha").id());

    assertThatThrownBy(() -> UI.getCurrent().navigate(view))
        .isInstanceOf(MockAccessDeniedException.class);
  }

  @Test
  void anAdministratorOfOneTenantSeesHowItsMailIs() {
    TenantId alpha = tenants.get("alpha").id();
    signInAsTenantAdmin(alpha);
    UI.getCurrent().navigate("");

    assertThat(visibleText())
        .contains("Your mail", "Zett", "Open Zett")
        .doesNotContain("beta", "gamma");
  }

  @Test
  void anAdministratorOfSeveralSeesAllOfThem() {
    TenantId alpha = tenants.get("alpha").id();
    TenantId beta = tenants.get("beta").id();
    signInAsTenantAdmin(alpha, beta);
    UI.getCurrent().navigate("");

    _get(OwnTenantsView.class);
    assertThat(visibleText()).contains("Your mail", "Zett", "Ypsilon").doesNotContain("Xylophon");
  }

  @Test
  void anAdministratorWithoutATenantIsToldSo() {
    signInAsTenantAdmin();
    UI.getCurrent().navigate("");

    assertThat(visibleText()).contains("Your account administers no tenant.");
  }

  @Test
  void accountsAreListedAndKeptFromLockingEverybodyOut() {
    administrators.add(
        tenants.get("alpha").id(), EmailAddress.of("ada@alpha.example"), DisplayName.of("Ada"));
    signIn("SYSTEM_ADMIN");
    open(AccountsView.class);
    @SuppressWarnings("unchecked")
    Grid<AccountInfo> grid = _get(Grid.class);
    assertThat(_size(grid)).isEqualTo(2);
    assertThat(_get(grid, 0).login()).isEqualTo("ada@alpha.example");
    assertThat(visibleText()).contains("2 accounts");
  }

  @Test
  void theTrailIsFilteredByAction() {
    signIn("SYSTEM_ADMIN");
    open(AuditView.class);
    @SuppressWarnings("unchecked")
    ComboBox<AuditAction> action = _get(ComboBox.class, spec -> spec.withLabel("Action"));
    action.setValue(AuditAction.TENANT_CREATED);
    @SuppressWarnings("unchecked")
    Grid<AuditEntry> grid = _get(Grid.class);

    assertThat(_get(grid, 0).subject()).isEqualTo("gamma");
    assertThat(_get(grid, 0).action()).isEqualTo(AuditAction.TENANT_CREATED);
  }

  @Test
  void aTokenIsShownOnce() {
    signIn("SYSTEM_ADMIN");
    open(ApiTokensView.class);
    click("New token");
    field("Name").setValue("shop");
    field("Tenant").setValue("nowhere");
    click("Create token");
    assertThat(visibleText()).contains("One of these tenants does not exist.");
    field("Tenant").setValue("alpha");
    click("Create token");

    assertThat(visibleText()).contains("pmt_");
    click("Close");
    assertThat(visibleText()).doesNotContain("pmt_");
  }
}

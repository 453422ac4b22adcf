package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.Notice;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenInfo;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ui.TenantView;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class ApiTokensViewTest extends ViewTest {

  private static final int TOKENS = 3;

  @Autowired private ApiTokenService service;
  @Autowired private TenantService tenants;

  @SuppressWarnings("unchecked")
  private static CheckboxGroup<TokenScope> scopes() {
    return _get(CheckboxGroup.class);
  }

  @Test
  void makesATokenThatIsGoodForWhatWasChosen() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate(ApiTokensView.class);
    click("New token");
    field("Name").setValue("shop");
    field("Networks").setValue("10.0.0.0/99");
    scopes().setValue(Set.of(TokenScope.SYSTEM_MAIL_SERVER));
    assertThat(_find(Notice.class, spec -> spec.withPredicate(Notice::isVisible)))
        .extracting(Notice::getText)
        .anyMatch(text -> text.contains("to a server of their own"));
    click("Create token");
    assertThat(field("Networks").getErrorMessage()).contains("10.0.0.0/99");

    field("Networks").setValue("10.0.0.0/9");
    scopes().setValue(Set.of(TokenScope.MESSAGES_SEND));
    click("Create token");

    assertThat(_get(Pre.class).getText()).startsWith("pmt_");
    assertThat(service.list())
        .singleElement()
        .returns(Set.of(TokenScope.MESSAGES_SEND), ApiTokenInfo::scopes);
  }

  @Test
  @SuppressWarnings("unchecked")
  void aTenantsAdministratorMakesThoseOfTheTenant() {
    SignedIn.asSystemAdmin();
    TenantId acme = SomeTenants.create(tenants, "acme");
    signInAsTenantAdmin(acme);
    UI.getCurrent().navigate(TenantView.class, TenantView.of(TenantName.of("acme")));
    TabSheet tabs = _get(TabSheet.class);
    assertThat(tabs.getTabAt(TOKENS).getLabel()).isEqualTo("API tokens");
    tabs.setSelectedIndex(TOKENS);
    click("New token");
    assertThat(_find(TextField.class, spec -> spec.withLabel("Tenant"))).isEmpty();
    assertThat(scopes().getListDataView().getItems()).doesNotContain(TokenScope.SYSTEM_MAIL_SERVER);
    field("Name").setValue("shop");
    click("Create token");

    Grid<ApiTokenInfo> grid = _get(Grid.class);
    assertThat(_size(grid)).isEqualTo(1);
    assertThat(service.listOf(acme))
        .singleElement()
        .returns(TokenScope.DEFAULT, ApiTokenInfo::scopes);
  }
}

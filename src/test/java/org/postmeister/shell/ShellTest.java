package org.postmeister.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.RouterLink;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.mailcatcher.CaughtMails;
import org.postmeister.mailcatcher.ui.MailCatcherView;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.ui.ChangePasswordView;
import org.postmeister.security.ui.LoginView;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class ShellTest extends ViewTest {

  @Autowired private SystemMailServerService mailServers;
  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private Clock clock;
  @Autowired private CaughtMails caught;

  @Test
  void asksForALogin() {
    open(LoginView.class);

    _assertOne(LoginForm.class);
  }

  @Test
  void saysOnTheDashboardThatMailIsOff() {
    signIn("SYSTEM_ADMIN");
    open(DashboardView.class);

    assertThat(visibleText()).contains("Off", "nobody can send mail", "7.4.0");
  }

  @Test
  void saysOnTheDashboardThroughWhichServerMailLeaves() {
    signIn("SYSTEM_ADMIN");
    mailServers.save(
        TestMailServers.draft(TestMailServers.open("smtp.example.com", 25), null), null);
    open(DashboardView.class);

    assertThat(visibleText())
        .contains("Ready", "Mail is sent through smtp.example.com:25, from noreply@example.com.");
  }

  @Test
  void warnsOnTheDashboardOfClientSecretsThatExpireSoon() {
    signIn("SYSTEM_ADMIN");
    open(DashboardView.class);
    assertThat(visibleText()).doesNotContain("client secret");

    LocalDate today = LocalDate.now(clock);
    mailServers.save(
        TestMailServers.draft(TestMailServers.graphUntil(today.plusDays(3)), "secret"), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    servers.save(tenant, TestMailServers.draft(TestMailServers.graphUntil(today), "secret"), null);
    UI.getCurrent().navigate(ChangePasswordView.class);
    open(DashboardView.class);

    assertThat(visibleText())
        .contains("System mail server: The client secret is valid until", "3 more days")
        .contains(
            "One tenant has a client secret or certificate that has expired or will expire within"
                + " 30 days.");
    assertThat(_get(RouterLink.class, spec -> spec.withText("Show these tenants")).getHref())
        .isEqualTo("tenants?clientSecretExpiresOn=SOON");
  }

  @Test
  void leadsSystemAdministratorsToTheirViews() {
    signIn("SYSTEM_ADMIN");
    open(DashboardView.class);

    List<String> entries =
        _find(SideNav.class).stream()
            .flatMap(nav -> nav.getItems().stream())
            .map(SideNavItem::getLabel)
            .toList();
    assertThat(entries)
        .containsExactly(
            "Dashboard",
            "Tenants",
            "Messages",
            "Support",
            "Mail texts",
            "Mail catcher",
            "E-mail server",
            "Notices",
            "Platform and licence",
            "Accounts",
            "API tokens",
            "Audit trail");
  }

  @Test
  void showsTheMailCatcherWhatItCaught() {
    signIn("SYSTEM_ADMIN");
    open(MailCatcherView.class);

    assertThat(_get(Grid.class).getEmptyStateText()).startsWith("No mail yet.");
    assertThat(caught.list()).isEmpty();
  }

  @Test
  void isNotForPeopleWithoutARole() {
    signIn();

    assertThatThrownBy(() -> open(DashboardView.class))
        .isInstanceOf(MockAccessDeniedException.class);
    assertThatThrownBy(() -> open(MailCatcherView.class))
        .isInstanceOf(MockAccessDeniedException.class);
  }
}

package org.postmeister.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.mailcatcher.CaughtMails;
import org.postmeister.mailcatcher.ui.MailCatcherView;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.ui.LoginView;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class ShellTest extends ViewTest {

  @Autowired private TenantMailServerService servers;
  @Autowired private CaughtMails caught;

  @Test
  void asksForALogin() {
    open(LoginView.class);

    _assertOne(LoginForm.class);
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
            "Mail servers",
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

  @ParameterizedTest
  @CsvSource({
    "system/mail-server, System / E-mail server",
    "system/connect, System / Connect an application"
  })
  void saysWhereOneIsAlsoOnPagesThatAreNotInTheMenu(String path, String place) {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate(path);

    assertThat(
            _get(Div.class, spec -> spec.withClasses("breadcrumb"))
                .getElement()
                .getTextRecursively())
        .isEqualTo(place);
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

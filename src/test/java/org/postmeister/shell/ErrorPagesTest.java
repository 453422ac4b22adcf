package org.postmeister.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NavigationTrigger;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

/** Pages that cannot be shown, in the frame of the console. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorPagesTest extends ViewTest {

  private static final Routes ROUTES = routes();

  @Autowired private ApplicationContext context;
  @Autowired private TenantService tenants;

  private TenantId acme;

  /** A page that cannot be opened. */
  @Route("broken")
  @AnonymousAllowed
  public static class BrokenView extends Div {

    private static @Nullable RuntimeException failure;

    BrokenView() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  @BeforeEach
  void openConsole() {
    SignedIn.asSystemAdmin();
    acme = SomeTenants.create(tenants, "acme");
    SomeTenants.create(tenants, "other");
    openConsole(Locale.ENGLISH);
  }

  // With the console's own error pages, where other tests have those of the test library.
  private void openConsole(Locale language) {
    MockVaadin.tearDown();
    MockVaadin.setup(UI::new, new MockSpringServlet(ROUTES, context, UI::new));
    UI.getCurrent().setLocale(language);
  }

  private static Routes routes() {
    Set<Class<? extends Component>> pages =
        new HashSet<>(new Routes().autoDiscoverViews("org.postmeister").getRoutes());
    pages.add(BrokenView.class);
    return new Routes(pages, Set.of(NotFoundView.class, UnexpectedErrorView.class), true);
  }

  private static void openBroken(RuntimeException failure) {
    BrokenView.failure = failure;
    enter("broken");
  }

  // As in the browser's address bar; what is unknown to the server is otherwise left to the client.
  private static void enter(String address) {
    UI ui = UI.getCurrent();
    ui.getInternals().getRouter().navigate(ui, new Location(address), NavigationTrigger.PAGE_LOAD);
  }

  private static String said() {
    return _get(ErrorPage.class).getElement().getTextRecursively();
  }

  private static String wayOn() {
    return _get(_get(ErrorPage.class), RouterLink.class).getText();
  }

  private static Stream<String> entries() {
    return _find(SideNav.class).stream()
        .flatMap(nav -> nav.getItems().stream())
        .map(SideNavItem::getLabel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "tenants/nowhere",
        "tenants/other",
        "messages/999",
        "messages/abc",
        "messages/99999999999999999999",
        "mail-texts?tenant=other",
        "mail-texts?tenant=nowhere"
      })
  void looksTheSameWhetherThereIsNothingOrNothingForOneselfAndKeepsTheMenu(String address) {
    signInAsTenantAdmin(acme);

    enter(address);

    assertThat(said())
        .contains("There is nothing here", "There is no such page, or it is not for your account.")
        .contains("a system administrator can say whether your account should see the page")
        .doesNotContainIgnoringCase("other")
        .doesNotContainIgnoringCase("nowhere");
    assertThat(wayOn()).isEqualTo("Go to the dashboard");
    assertThat(entries())
        .containsExactly("Dashboard", "Messages", "Mail servers", "Support", "Mail texts", "acme");
    assertThat(UI.getCurrent().getInternals().getTitle())
        .isEqualTo("There is nothing here – Postmeister");
  }

  @Test
  void leadsSystemAdministratorsToTheirDashboard() {
    signIn("SYSTEM_ADMIN");

    enter("nowhere");

    assertThat(said()).contains("deleted since").doesNotContain("system administrator");
    assertThat(wayOn()).isEqualTo("Go to the dashboard");
    assertThat(entries()).contains("Dashboard", "Accounts");
  }

  @Test
  void speaksTheLanguageOfItsReader() {
    openConsole(Locale.GERMAN);
    signInAsTenantAdmin(acme);

    enter("nowhere");

    assertThat(said()).contains("Hier gibt es nichts", "Diese Seite gibt es nicht");
    assertThat(wayOn()).isEqualTo("Zur Übersicht");
  }

  @Test
  void showsStrangersAWayToSignInAndNothingElse() {
    SecurityContextHolder.clearContext();

    enter("nowhere");

    assertThat(said()).contains("only for people who have signed in");
    assertThat(wayOn()).isEqualTo("Sign in");
    _assertNone(SideNav.class);
  }

  static Stream<RuntimeException> refusals() {
    return Stream.of(new AccessDeniedException("hidden"), new TenantNotFoundException());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void treatsWhatAViewMayNotSeeAsIfItWereNotThere(RuntimeException refusal, CapturedOutput log) {
    signInAsTenantAdmin(acme);

    openBroken(refusal);

    assertThat(said()).contains("There is nothing here").doesNotContain("hidden");
    assertThat(log).doesNotContain("Unexpected error");
  }

  @Test
  void saysOfAFaultOnlyUnderWhichReferenceTheLogHasIt(CapturedOutput log) {
    signInAsTenantAdmin(acme);

    openBroken(new IllegalStateException("password=hunter2"));

    String reference = said().replaceAll("(?s).*the reference ([0-9a-f]{8}) to a system.*", "$1");
    assertThat(reference).hasSize(8);
    assertThat(said()).contains("This page cannot be shown").doesNotContain("hunter2");
    assertThat(log).contains("reference " + reference, "password=hunter2");
    assertThat(entries()).contains("Messages");
  }

  @Test
  void saysWhereSystemAdministratorsFindWhatHasFailed() {
    signIn("SYSTEM_ADMIN");

    openBroken(new IllegalStateException());

    assertThat(said()).containsPattern("look for the reference [0-9a-f]{8} in the server’s log");
  }

  @Test
  void saysThatTheDatabaseDoesNotRespond() {
    signIn("SYSTEM_ADMIN");

    openBroken(new CannotGetJdbcConnectionException("jdbc:mariadb://10.0.0.7"));

    assertThat(said())
        .contains("The database is not responding or is full.")
        .doesNotContain("10.0.0.7");
  }

  @Test
  void saysThatTheDatabaseIsReadOnly() {
    signIn("SYSTEM_ADMIN");

    openBroken(
        new UncategorizedSQLException(
            "update", "UPDATE", new SQLException("--read-only", "HY000", 1290)));

    assertThat(said()).contains("The database is read-only at the moment").contains("try again");
  }
}

package org.postmeister.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.Set;
import org.postmeister.common.Languages;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.common.storage.DatabaseWatch;
import org.postmeister.common.ui.Preferences;
import org.postmeister.common.ui.Times;
import org.postmeister.search.ui.SearchButton;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.administration.AccountService;
import org.postmeister.security.ui.LoginView;
import org.postmeister.security.ui.ProfileView;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ui.TenantView;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The frame around every view: navigation at the side, user and language on top. Only pages that
 * say what is wrong have it when nobody is signed in; there is no navigation then.
 */
@Layout
@PermitAll
public class MainLayout extends AppLayout implements AfterNavigationObserver {

  private static final String TITLE_END = " – Postmeister";
  private static final String SYSTEM_PATHS = "system/";
  private static final String TENANT_PATHS = "tenants/";
  // What tenant administrators have as their dashboard.
  private static final String OWN_TENANTS = "my-tenants";

  private final transient Preferences preferences;
  private final transient AuthenticationContext authentication;
  private final transient CurrentUser currentUser;
  private final transient TenantService tenants;
  private final Span place = new Span();
  private final Span breadcrumb = new Span();

  MainLayout(
      Preferences preferences,
      AuthenticationContext authentication,
      CurrentUser currentUser,
      TenantService tenants,
      AccountService accounts,
      Times times,
      SearchButton search,
      DatabaseWatch database) {
    this.preferences = preferences;
    this.authentication = authentication;
    this.currentUser = currentUser;
    this.tenants = tenants;
    if (Reader.of(currentUser) == Reader.ANYBODY) {
      setDrawerOpened(false);
      addToNavbar(brand(), signIn());
      return;
    }
    setPrimarySection(Section.DRAWER);
    addToDrawer(brand(), new Scroller(navigation()));
    DrawerToggle toggle = new DrawerToggle();
    toggle.setAriaLabel(getTranslation("shell.menu"));
    place.addClassName("breadcrumb-place");
    Div where = new Div(place, breadcrumb);
    where.addClassName("breadcrumb");
    addToNavbar(toggle, where, search, personalMenu());
    // Above the page, in the same slot.
    getElement().insertChild(0, new DatabaseNotice(database).getElement());
    remember(accounts, times);
  }

  // For mail to this user. A page can be read while the database is read-only: the next one says it
  // again.
  private static void remember(AccountService accounts, Times times) {
    try {
      accounts.remember(UI.getCurrent().getLocale(), times.browsers().orElse(null));
    } catch (DataAccessException | TransactionException e) {
      if (!DatabaseFailure.isReadOnly(e)) {
        throw e;
      }
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    if (event.getActiveChain().getFirst() instanceof ErrorPage page) {
      // Not what the path says: it leads nowhere.
      show("", page.title());
      return;
    }
    String path = event.getLocation().getPath();
    String title =
        MenuConfiguration.getMenuEntries().stream()
            .filter(entry -> strip(entry.path()).equals(path))
            .map(entry -> getTranslation(entry.title()))
            .findFirst()
            .orElseGet(() -> ownTitle(event.getActiveChain().getFirst()));
    if (path.equals(ProfileView.ROUTE)) {
      show("", getTranslation("profile.title"));
    } else if (path.equals(OWN_TENANTS)) {
      show("", getTranslation("nav.dashboard"));
    } else if (path.startsWith(SYSTEM_PATHS)) {
      show(getTranslation("nav.system"), title);
    } else if (path.startsWith(TENANT_PATHS)) {
      show(getTranslation("nav.tenants"), path.split("/", -1)[1]);
    } else {
      show("", title);
    }
  }

  // Of a page that is not in the menu, as the browser's tab names it.
  private static String ownTitle(HasElement page) {
    return page instanceof HasDynamicTitle titled
        ? titled.getPageTitle().replace(TITLE_END, "")
        : "";
  }

  private void show(String in, String name) {
    place.setText(in.isEmpty() ? "" : in + " / ");
    breadcrumb.setText(name);
  }

  private RouterLink signIn() {
    RouterLink link = new RouterLink(getTranslation("login.submit"), LoginView.class);
    link.addClassName("personal-menu");
    return link;
  }

  private static Header brand() {
    Span mark = new Span();
    mark.addClassName("brand-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    Header brand = new Header(mark, new Span("Postmeister"));
    brand.addClassName("brand");
    return brand;
  }

  private Div navigation() {
    SideNav everybody = new SideNav();
    everybody.getElement().setAttribute("aria-label", getTranslation("shell.navigation"));
    SideNav system = new SideNav(getTranslation("nav.system"));
    for (MenuEntry entry : MenuConfiguration.getMenuEntries()) {
      SideNavItem item = new SideNavItem(getTranslation(entry.title()), entry.menuClass());
      if (entry.menuClass() == DashboardView.class) {
        item.setPathAliases(Set.of(OWN_TENANTS));
      }
      if (entry.icon() != null) {
        item.setPrefixComponent(new Icon(entry.icon()));
      }
      (strip(entry.path()).startsWith(SYSTEM_PATHS) ? system : everybody).addItem(item);
    }
    for (Tenant tenant : tenants.own()) {
      SideNavItem item =
          new SideNavItem(tenant.displayName(), TenantView.class, TenantView.of(tenant.name()));
      item.setPrefixComponent(new Icon("vaadin:building-o"));
      everybody.addItem(item);
    }
    system.setVisible(!system.getItems().isEmpty());
    return new Div(everybody, system);
  }

  private Div personalMenu() {
    MenuBar bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.TERTIARY);
    MenuItem language =
        bar.addItem(UI.getCurrent().getLocale().getLanguage().toUpperCase(Locale.ROOT));
    language.setAriaLabel(getTranslation("shell.language"));
    for (Locale offered : Languages.ALL) {
      MenuItem item =
          language
              .getSubMenu()
              .addItem(
                  offered.getDisplayLanguage(offered),
                  click -> preferences.chooseLanguage(UI.getCurrent(), offered));
      item.setCheckable(true);
      item.setChecked(offered.equals(Languages.supported(UI.getCurrent().getLocale())));
    }
    String name = currentUser.find().map(SignedInUser::getUsername).orElse("");
    Icon symbol = new Icon("vaadin:user");
    symbol.addClassName("person-symbol");
    Span login = new Span(name);
    login.addClassName("person-login");
    MenuItem person = bar.addItem(symbol);
    person.add(login);
    person.setAriaLabel(getTranslation("shell.account", name));
    fill(person.getSubMenu());
    Div menu = new Div(bar);
    menu.addClassName("personal-menu");
    return menu;
  }

  private void fill(SubMenu menu) {
    SubMenu colors = menu.addItem(getTranslation("shell.colors")).getSubMenu();
    addColors(colors, "shell.colors.system", ColorScheme.Value.SYSTEM);
    addColors(colors, "shell.colors.light", ColorScheme.Value.LIGHT);
    addColors(colors, "shell.colors.dark", ColorScheme.Value.DARK);
    menu.addItem(
        getTranslation("profile.title"), click -> UI.getCurrent().navigate(ProfileView.class));
    menu.addItem(
        getTranslation("shell.change-password"),
        click -> UI.getCurrent().navigate("change-password"));
    menu.addItem(getTranslation("shell.sign-out"), click -> authentication.logout());
  }

  private void addColors(SubMenu menu, String labelKey, ColorScheme.Value value) {
    menu.addItem(
        getTranslation(labelKey), click -> preferences.chooseColors(UI.getCurrent(), value));
  }

  private static String strip(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}

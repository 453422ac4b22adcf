package org.postmeister.testing;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;

import com.github.mvysny.fakeservlet.FakeRequest;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postmeister.common.TenantId;
import org.postmeister.security.TestUsers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A test of views without a browser: navigate, enter, click, look. In English, unless a test says
 * otherwise.
 */
@PostmeisterTest
public abstract class ViewTest {

  private static final Routes ROUTES = new Routes().autoDiscoverViews("org.postmeister");

  @Autowired private ApplicationContext context;

  @BeforeEach
  protected void openBrowser() {
    Locale.setDefault(Locale.ENGLISH);
    MockVaadin.setup(UI::new, new MockSpringServlet(ROUTES, context, UI::new));
    UI.getCurrent().setLocale(Locale.ENGLISH);
  }

  @AfterEach
  void closeBrowser() {
    MockVaadin.tearDown();
  }

  /** Signs in with any roles, those included that nobody has. */
  protected static void signIn(String... roles) {
    signIn(
        List.of(roles).equals(List.of("SYSTEM_ADMIN"))
            ? TestUsers.systemAdmin()
            : UsernamePasswordAuthenticationToken.authenticated(
                TestAccounts.ADMIN,
                null,
                AuthorityUtils.createAuthorityList(
                    Arrays.stream(roles).map(role -> "ROLE_" + role).toArray(String[]::new))));
  }

  /** The browser says that it is in this time zone. */
  protected static void browserIsIn(String timeZone) {
    browserSays(timeZone, 1280);
  }

  /** The browser says that its window is that wide, in CSS pixels. */
  protected static void windowIs(int width) {
    browserSays("UTC", width);
  }

  private static void browserSays(String timeZone, int width) {
    ExtendedClientDetails.updateFromValues(
        UI.getCurrent(),
        name ->
            switch (name) {
              case "v-tzid" -> timeZone;
              case "v-sw", "v-sh", "v-ww", "v-wh" -> Integer.toString(width);
              default -> null;
            });
  }

  protected static void signInAsTenantAdmin(TenantId... tenants) {
    signIn(TestUsers.tenantAdmin(tenants));
  }

  protected static void signIn(Authentication authentication) {
    Set<String> roles = AuthorityUtils.authorityListToSet(authentication.getAuthorities());
    SecurityContextHolder.getContext().setAuthentication(authentication);
    FakeRequest request =
        (FakeRequest) ((VaadinServletRequest) VaadinServletRequest.getCurrent()).getRequest();
    request.setUserPrincipalInt(authentication);
    request.setUserInRole((principal, role) -> roles.contains("ROLE_" + role.replace("ROLE_", "")));
  }

  protected static <V extends Component> V open(Class<V> view) {
    UI.getCurrent().navigate(view);
    return _get(view);
  }

  protected static TextField field(String label) {
    return _get(TextField.class, spec -> spec.withLabel(label));
  }

  protected static boolean isShown(Class<? extends Component> type, String label) {
    return !_find(type, spec -> spec.withLabel(label)).isEmpty();
  }

  protected static void tick(String label, boolean value) {
    _get(Checkbox.class, spec -> spec.withLabel(label)).setValue(value);
  }

  /** Types as a person does, which is more than setting a value. */
  protected static <F extends TextFieldBase<F, String>> void setFromClient(F field, String value) {
    String before = field.getValue();
    field.setValue(value);
    ComponentUtil.fireEvent(field, new ComponentValueChangeEvent<>(field, field, before, true));
  }

  protected static <V> void choose(Select<V> select, V value) {
    V before = select.getValue();
    select.setValue(value);
    ComponentUtil.fireEvent(select, new ComponentValueChangeEvent<>(select, select, before, true));
  }

  protected static void tickFromClient(String label, boolean value) {
    Checkbox box = _get(Checkbox.class, spec -> spec.withLabel(label));
    boolean before = box.getValue();
    box.setValue(value);
    ComponentUtil.fireEvent(box, new ComponentValueChangeEvent<>(box, box, before, true));
  }

  protected static void click(String text) {
    _get(Button.class, spec -> spec.withText(text)).click();
  }

  /** The texts of everything that is visible. */
  protected static String visibleText() {
    return _find(Component.class).stream()
        .map(component -> component.getElement().getText())
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("\n"));
  }
}

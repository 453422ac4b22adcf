package org.postmeister.common.storage;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What pages say while the database takes no changes; DatabaseTroubleIT has one that is so. */
class DatabaseWatchPagesTest extends ViewTest {

  private static final String READ_ONLY = "The database is read-only at the moment";

  @Autowired private DatabaseWatch watch;
  @Autowired private TenantService tenants;

  @AfterEach
  void takesChangesAgain() {
    watch.note(DatabaseWatch.State.WRITABLE);
  }

  private void becomes(DatabaseWatch.State state) {
    watch.note(state);
    MockVaadin.clientRoundtrip(true);
  }

  private static String said() {
    Div notice = _get(Div.class, spec -> spec.withClasses("standing-notice"));
    assertThat(notice.getElement().getAttribute("role")).isEqualTo("status");
    return notice.getElement().getTextRecursively();
  }

  @Test
  void comesAndGoesByItselfOnOpenPages() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("tenants");
    assertThat(said()).isEmpty();

    becomes(DatabaseWatch.State.READ_ONLY);
    assertThat(said()).startsWith(READ_ONLY);

    becomes(DatabaseWatch.State.AWAY);
    assertThat(said()).startsWith("The database is not responding");

    becomes(DatabaseWatch.State.WRITABLE);
    assertThat(said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tenants", "messages", "system/mail-server", "system/audit"})
  void standsOnEveryPageThatIsOpenedMeanwhile(String path) {
    signIn("SYSTEM_ADMIN");
    watch.note(DatabaseWatch.State.READ_ONLY);
    UI.getCurrent().navigate(path);

    assertThat(said()).startsWith(READ_ONLY);
  }

  @Test
  void staysWhenOneGoesToAnotherPage() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("tenants");
    becomes(DatabaseWatch.State.READ_ONLY);
    UI.getCurrent().navigate("messages");

    assertThat(said()).startsWith(READ_ONLY);
  }

  @Test
  void tenantAdministratorsReadItInTheirLanguage() {
    SignedIn.asSystemAdmin();
    TenantId acme = SomeTenants.create(tenants, "acme");
    UI.getCurrent().setLocale(Locale.GERMAN);
    signInAsTenantAdmin(acme);
    watch.note(DatabaseWatch.State.READ_ONLY);
    UI.getCurrent().navigate("tenants/acme");

    assertThat(said()).startsWith("Die Datenbank nimmt gerade keine Änderungen an");
  }

  @Test
  void isForPeopleWhoAreSignedIn() {
    watch.note(DatabaseWatch.State.READ_ONLY);
    UI.getCurrent().navigate("login");

    assertThat(_find(Div.class, spec -> spec.withClasses("standing-notice"))).isEmpty();
  }
}

package org.postmeister.search.ui;

import static com.github.mvysny.kaributesting.v10.ElementUtilsKt._fireDomEvent;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.ui.MessageView;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.ui.AccountsView;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ui.TenantView;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Searching everything, as far as it needs no browser. */
class SearchDialogTest extends ViewTest {

  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private AccountAdminService accounts;
  @Autowired private Outbox outbox;
  @Autowired private JdbcClient jdbc;

  private TenantId acme;

  @BeforeEach
  void fill() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("mail.example.com", 25), null), null);
    acme =
        SomeTenants.create(
                tenants,
                "acme",
                new TenantData(SingleLine.of("Acme Works"), null, Locale.ENGLISH, true))
            .id();
    accounts.create(
        EmailAddress.of("boss@globex.example"),
        new AccountData(DisplayName.of("First Boss"), Role.SYSTEM_ADMIN, Set.of(), true));
    outbox.enqueue(SomeMessages.about(MailOwner.of(acme), "Invoice", "buyer@acme.example"), null);
  }

  private static void openSearch() {
    UI.getCurrent().navigate("support");
    _click(_get(SearchButton.class));
  }

  private static void type(String text) {
    setFromClient(_get(SearchDialog.class).field(), text);
  }

  private static void press(String key) {
    Element field = _get(SearchDialog.class).field().getElement();
    ObjectNode data =
        JsonNodeFactory.instance.objectNode().put("event.key", key).put(SearchDialog.OURS, true);
    _fireDomEvent(field, new DomEvent(field, "keydown", data));
  }

  private static List<Anchor> results() {
    return _find(Anchor.class, spec -> spec.withClasses("search-result"));
  }

  /** The titles of the results, and where they lead. */
  private static List<String> found() {
    return results().stream()
        .map(link ->
            link.getChildren().findFirst().orElseThrow().getElement().getText()
                + " -> "
                + link.getHref())
        .toList();
  }

  private static List<String> highlighted() {
    return results().stream()
        .filter(link -> "true".equals(link.getElement().getAttribute("aria-selected")))
        .map(Anchor::getHref)
        .toList();
  }

  private static void awaitAnswers() {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          MockVaadin.clientRoundtrip(false);
          return !visibleText().contains("Searching");
        });
  }

  @Test
  void showsThePagesFirst() {
    signIn("SYSTEM_ADMIN");
    openSearch();

    assertThat(found())
        .startsWith("Dashboard -> .", "Tenants -> tenants")
        .contains("Audit trail -> system/audit")
        .endsWith("Your profile -> profile", "Change password -> change-password");
    assertThat(highlighted()).containsExactly(".");
  }

  @Test
  void findsAllKindsAtOnce() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("acme");
    awaitAnswers();

    assertThat(found())
        .satisfiesExactly(
            tenant -> assertThat(tenant).isEqualTo("Acme Works -> tenants/acme"),
            message -> assertThat(message).startsWith("Invoice -> messages/"));
    assertThat(visibleText())
        .contains("Tenants", "Messages of the last 30 days", "buyer@acme.example · Queued")
        .contains("2 results");

    type("sender addr");
    awaitAnswers();
    assertThat(found()).containsExactly("Sender address -> system/mail-server");
    type("MAIL.example");
    awaitAnswers();
    assertThat(found()).containsExactly("System mail server -> system/mail-server");
    type("first boss");
    awaitAnswers();
    assertThat(found())
        .containsExactly("boss@globex.example -> system/accounts?query=boss%40globex.example");
    type("audit");
    awaitAnswers();
    assertThat(found()).containsExactly("Audit trail -> system/audit");
    type("no such thing");
    awaitAnswers();
    assertThat(found()).isEmpty();
    assertThat(visibleText()).contains("Nothing found.");
    press("Enter");
    press("ArrowDown");
    assertThat(_find(SearchDialog.class)).hasSize(1);
  }

  @Test
  void arrowKeysMoveTheHighlightAndEnterOpensIt() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("acme");
    awaitAnswers();
    String message = results().getLast().getHref();

    assertThat(highlighted()).containsExactly("tenants/acme");
    press("ArrowDown");
    assertThat(highlighted()).containsExactly(message);
    press("ArrowDown");
    assertThat(highlighted()).containsExactly("tenants/acme");
    press("ArrowUp");
    assertThat(highlighted()).containsExactly(message);
    press("Enter");

    _assertNone(SearchDialog.class);
    assertThat(_find(MessageView.class)).hasSize(1);
  }

  @Test
  void enterRightAfterTypingOpensTheFirstResultWhenItIsKnown() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("acme");
    press("Enter");
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          MockVaadin.clientRoundtrip(false);
          return _find(SearchDialog.class).isEmpty();
        });

    assertThat(_find(TenantView.class)).hasSize(1);
  }

  @Test
  void aPageIsOpenedWithoutWaitingForTheDatabase() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("e-mail server");
    press("Enter");

    assertThat(_find(SystemMailServerView.class)).hasSize(1);
  }

  @Test
  void theAccountThatIsFoundIsTheOnlyOneShown() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("first boss");
    awaitAnswers();
    press("Enter");

    assertThat(_get(AccountsView.class)).isNotNull();
    assertThat(_get(TextField.class, spec -> spec.withLabel("Login or name")).getValue())
        .isEqualTo("boss@globex.example");
  }

  @Test
  void oneKindThatFailsDoesNotHideTheOthers() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    jdbc.sql("ALTER TABLE tenant_overview RENAME TO tenant_overview_away").update();
    try {
      type("acme");
      awaitAnswers();
    } finally {
      jdbc.sql("ALTER TABLE tenant_overview_away RENAME TO tenant_overview").update();
    }

    assertThat(found()).singleElement().asString().startsWith("Invoice -> messages/");
    assertThat(visibleText()).contains("1 result", "Tenants could not be searched.");
  }

  @Test
  void saysHowServersDo() {
    signIn("SYSTEM_ADMIN");
    openSearch();
    type("mail.example.com");
    awaitAnswers();
    assertThat(visibleText()).contains("mail.example.com · Not used yet");
    jdbc.sql(
            """
            INSERT INTO server_health (owner, since, failures, failure)
            VALUES ('system', CURRENT_TIMESTAMP, 1,
              '{"step": "CONNECT", "code": "connection_refused", "arguments": ["x", 25]}')
            """)
        .update();
    type("acme");
    awaitAnswers();

    assertThat(visibleText()).contains("acme · Paused");
    type("mail.example.com");
    awaitAnswers();
    assertThat(visibleText()).contains("mail.example.com · Paused");
  }

  @Test
  void aTenantsAdministratorFindsNothingOfTheSystem() {
    signInAsTenantAdmin(acme);
    openSearch();

    assertThat(found()).noneMatch(page -> page.contains("system/"));
    type("first boss");
    awaitAnswers();
    assertThat(found()).isEmpty();
    type("sender address");
    awaitAnswers();
    assertThat(found()).isEmpty();
    type("acme");
    awaitAnswers();
    assertThat(found()).hasSize(2).first().isEqualTo("Acme Works -> tenants/acme");
    assertThat(visibleText()).doesNotContain("could not be searched");
  }

  @Test
  void isInTheLanguageOfThePerson() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(Locale.GERMAN);
    openSearch();
    type("konten");
    awaitAnswers();

    assertThat(found()).containsExactly("Konten -> system/accounts");
    assertThat(visibleText()).contains("1 Treffer", "Seiten");
  }
}

package org.postmeister.delivery.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The message log and a single message, as people of both roles see them. */
class MessagesViewTest extends ViewTest {

  @Autowired private Outbox outbox;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private PageMemory memory;
  @Autowired private JdbcClient jdbc;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId acme;
  private TenantId other;
  private long delivered;
  private long refused;

  @BeforeEach
  void someMessages() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("localhost", server.port()), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
    delivered = send(acme, "Invoice", "a@example.org");
    server.on("RCPT", "550 5.1.1 nobody here");
    refused = send(other, "Reminder", "b@example.org");
    server.on("RCPT", "250 ok");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long send(TenantId tenant, String subject, String recipient) throws InterruptedException {
    long id =
        outbox.enqueue(SomeMessages.about(MailOwner.of(tenant), subject, recipient), null).id();
    deliveries.run();
    return id;
  }

  @SuppressWarnings("unchecked")
  private static List<String> subjects() {
    Grid<MessageRow> grid = _get(Grid.class);
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < _size(grid); i++) {
      subjects.add(_get(grid, i).message().subject());
    }
    return subjects;
  }

  private static void openAt(String query) {
    UI.getCurrent().navigate("messages", QueryParameters.fromString(query));
  }

  private static void openMessage(long id) {
    UI.getCurrent().navigate("messages/" + id);
  }

  @Test
  void systemAdministratorsSeeAllNewestFirst() {
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);

    assertThat(subjects()).containsExactly("Reminder", "Invoice");
    assertThat(visibleText())
        .contains("2 messages")
        .contains("Last 24 hours: 1 delivered, 0 deferred, 1 refused");
    assertThat(isShown(TextField.class, "Tenant")).isTrue();
  }

  @Test
  void tenantAdministratorsSeeTheirOwn() {
    signInAsTenantAdmin(acme);
    open(MessagesView.class);

    assertThat(subjects()).containsExactly("Invoice");
    assertThat(visibleText()).contains("Last 24 hours: 1 delivered, 0 deferred, 0 refused");
    assertThat(isShown(TextField.class, "Tenant")).isFalse();
  }

  @Test
  void theAddressOfThePageFilters() {
    signIn("SYSTEM_ADMIN");
    openAt("status=REFUSED");
    assertThat(subjects()).containsExactly("Reminder");
    openAt("query=invoice");
    assertThat(subjects()).containsExactly("Invoice");
    openAt("tenant=ACME");
    assertThat(subjects()).containsExactly("Invoice");
    openAt("tenant=nobody");
    assertThat(subjects()).isEmpty();
    openAt("tenant=system");
    assertThat(subjects()).isEmpty();
    openAt("from=2001-01-01&until=2001-12-31");
    assertThat(subjects()).isEmpty();
    openAt("status=NONSENSE&from=yesterday");
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void aFilterFindsWhatIsTyped() {
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);
    setFromClient(field("Search"), "B@EXAMPLE");

    assertThat(subjects()).containsExactly("Reminder");
    assertThat(visibleText()).contains("1 message");
  }

  @Test
  void aMessageTellsWhatBecameOfIt() {
    signIn("SYSTEM_ADMIN");
    openMessage(refused);

    assertThat(visibleText())
        .contains("Reminder", "Refused", "The server does not know the recipient b@example.org.")
        .contains("5.1.1 nobody here", "1 attempt", "localhost:" + server.port())
        .contains("Only administrators of the tenant can read the content of its messages.");
  }

  @Test
  void tenantsReadTheirMessagesAndNothingOfTheSystemServer() {
    signInAsTenantAdmin(acme);
    openMessage(delivered);
    _click(_get(Button.class, spec -> spec.withText("Show content")));

    assertThat(visibleText())
        .contains("How do you do?", "Delivered")
        .doesNotContain("localhost:" + server.port());
  }

  @Test
  void othersMessagesAreNotThere() {
    signInAsTenantAdmin(acme);

    assertThatThrownBy(() -> openMessage(refused))
        .hasMessageContaining("There is no such message.");
  }

  @Test
  void triesAgain() throws Exception {
    signInAsTenantAdmin(other);
    openMessage(refused);
    _click(_get(Button.class, spec -> spec.withText("Try again now")));

    assertThat(visibleText()).contains("The message is back in the queue.", "Queued");
    deliveries.run();
    openMessage(refused);
    assertThat(visibleText()).contains("Delivered", "2 attempts");
    assertThat(_find(Button.class, spec -> spec.withText("Try again now"))).isEmpty();
  }

  @Test
  void callsBackAfterAsking() {
    signInAsTenantAdmin(other);
    openMessage(outbox.enqueue(SomeMessages.to(MailOwner.of(other), "c@example.org"), null).id());
    _click(_get(Button.class, spec -> spec.withText("Cancel message")));
    confirm();

    assertThat(visibleText()).contains("The message was cancelled.", "Cancelled");
  }

  private static void confirm() {
    ConfirmDialog dialog = _get(ConfirmDialog.class);
    ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, false));
  }

  @Test
  void retriesAllThatMatchTheFilter() throws Exception {
    signIn("SYSTEM_ADMIN");
    openAt("status=REFUSED");
    _click(_get(Button.class, spec -> spec.withText("Retry all matching messages")));
    assertThat(_get(ConfirmDialog.class).getElement().getProperty("message"))
        .contains("One message matches the filter");
    confirm();

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("1 message was changed, none was left unchanged.");
        });
    deliveries.run();
    openAt("status=DELIVERED");
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void saysWhichServerIsPausedAndTriesItAgain() throws Exception {
    server.on("MAIL", "421 4.3.2 going down");
    send(acme, "Stuck", "d@example.org");
    server.on("MAIL", "250 ok");
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);

    assertThat(visibleText())
        .contains("The system mail server has not been usable")
        .contains("going down");
    _click(_get(Button.class, spec -> spec.withText("Try again now")));
    assertThat(visibleText()).doesNotContain("has not been usable");
    deliveries.run();
    openAt("query=stuck&status=DELIVERED");
    assertThat(subjects()).containsExactly("Stuck");
  }

  @Test
  void showsWhatHasChangedMeanwhile() throws Exception {
    signInAsTenantAdmin(acme);
    openMessage(outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "e@example.org"), null).id());
    assertThat(visibleText()).contains("Queued");
    deliveries.run();

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Delivered");
        });
  }

  @Test
  void buttonsAndConversationsStayWhereTheyAreWhenSomethingChanges() throws Exception {
    server.on("RCPT", "451 4.3.0 later");
    long waiting = send(acme, "Waiting", "f@example.org");
    signInAsTenantAdmin(acme);
    openMessage(waiting);
    Button cancel = _get(Button.class, spec -> spec.withText("Cancel message"));
    Button retry = _get(Button.class, spec -> spec.withText("Try again now"));
    Button read = _get(Button.class, spec -> spec.withText("Show content"));
    AttemptPanel first = _get(AttemptPanel.class);

    server.on("RCPT", "250 ok");
    _click(retry);
    assertThat(_get(Button.class, spec -> spec.withText("Cancel message"))).isSameAs(cancel);
    deliveries.run();

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Delivered", "2 attempts");
        });
    assertThat(_find(AttemptPanel.class)).hasSize(2).element(1).isSameAs(first);
    assertThat(cancel.isVisible()).isFalse();
    assertThat(retry.isVisible()).isFalse();
    // A click that was on its way meanwhile arrives.
    assertThat(read.isAttached()).isTrue();
    _click(read);
    assertThat(visibleText()).contains("How do you do?");
  }

  @Test
  void whatAnOpenPageShowsTakesTheRoomThatThereIs() {
    signInAsTenantAdmin(acme);
    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).isPresent();
      openMessage(delivered);
      _click(_get(Button.class, spec -> spec.withText("Show content")));
      assertThat(visibleText())
          .contains("The content cannot be shown: there is no room for it at the moment.")
          .doesNotContain("How do you do?");
    }

    _click(_get(Button.class, spec -> spec.withText("Show content")));
    assertThat(visibleText()).contains("How do you do?");
    open(MessagesView.class);
    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).as("the page has gone").isPresent();
    }
  }

  @Test
  void theButtonOfAPausedServerStaysWhenSomethingChanges() throws Exception {
    server.on("MAIL", "421 4.3.2 going down");
    send(acme, "Stuck", "d@example.org");
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);
    Button resume = _get(Button.class, spec -> spec.withText("Try again now"));

    jdbc.sql("UPDATE server_health SET failures = failures + 1, reply = '421 still down'").update();
    setFromClient(field("Search"), "stuck");
    assertThat(visibleText()).contains("421 still down").doesNotContain("going down");
    assertThat(_get(Button.class, spec -> spec.withText("Try again now"))).isSameAs(resume);
    _click(resume);
    assertThat(visibleText()).doesNotContain("has not been usable");
    assertThat(_find(Button.class, spec -> spec.withText("Try again now"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void pausedServersAreNamedTogether(int count) throws Exception {
    server.on("MAIL", "421 4.3.2 going down");
    send(acme, "Stuck", "d@example.org");
    for (int i = 0; i < count; i++) {
      jdbc.sql(
              """
              INSERT INTO server_health (owner, since, failures, paused_until, failure, reply)
              SELECT ?, since, failures, paused_until, failure, reply FROM server_health
              WHERE owner = 'system'
              """)
          .param(MailOwner.of(SomeTenants.create(tenants, "tenant" + i)).key())
          .update();
    }
    signIn("SYSTEM_ADMIN");

    List<String> trips = RoundTrips.of(() -> open(MessagesView.class));

    assertThat(_find(PausedServer.class)).hasSize(count + 1);
    assertThat(trips).hasSizeLessThanOrEqualTo(13);
  }
}

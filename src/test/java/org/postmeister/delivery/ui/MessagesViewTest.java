package org.postmeister.delivery.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._clickItem;
import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.CellFocusEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageExport;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.SavedFilter;
import org.postmeister.delivery.log.SavedFilterService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.TestUsers;
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
  @Autowired private TenantMailServerService ownServers;
  @Autowired private SavedFilterService filters;
  @Autowired private MessageService service;
  @Autowired private Messages messages;
  @Autowired private MessageExport exports;
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
  @SuppressWarnings("unchecked")
  void whoHasAFewTenantsChoosesAmongThem() {
    signInAsTenantAdmin(acme, other);
    openAt("");
    ComboBox<String> tenant = _get(ComboBox.class, field -> field.withLabel("Tenant"));
    assertThat(tenant.getListDataView().getItems()).containsExactly("acme", "other");

    assertThat(subjects()).hasSize(2);

    tenant.setValue("other");
    assertThat(subjects()).containsExactly("Reminder");
    openAt("tenant=acme");
    assertThat(subjects()).containsExactly("Invoice");
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

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-02",
    "America/New_York, 2026-03-01",
    "Mars/Olympus, 2026-03-01"
  })
  void aDayIsThatOfTheReader(String timeZone, String day) {
    jdbc.sql("UPDATE message SET accepted_at = '2026-03-01 23:30:00' WHERE id = ?")
        .param(delivered)
        .update();
    signIn("SYSTEM_ADMIN");
    browserIsIn(timeZone);

    openAt("from=" + day + "&until=" + day);

    assertThat(subjects()).containsExactly("Invoice");
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

  @SuppressWarnings("unchecked")
  private static void select(int... rows) {
    Grid<MessageRow> grid = _get(Grid.class);
    for (int row : rows) {
      grid.select(_get(grid, row));
    }
  }

  private static void clickAndConfirm(String button) {
    _click(_get(Button.class, spec -> spec.withText(button)));
    confirm();
  }

  private void seen(String text) {
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains(text);
        });
  }

  @Test
  void nothingIsOfferedForAllMessagesWithoutASelectionAndAFilter() {
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);
    assertThat(_find(Button.class, spec -> spec.withText("Retry now"))).isEmpty();

    select(0);
    assertThat(visibleText()).contains("1 selected");
    assertThat(_find(Checkbox.class)).isEmpty();
  }

  @Test
  void retriesWhatIsSelected() throws Exception {
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);
    select(0, 1);
    assertThat(visibleText()).contains("2 selected");
    _click(_get(Button.class, spec -> spec.withText("Retry now")));
    assertThat(_get(ConfirmDialog.class).getElement().getProperty("message"))
        .contains("2 messages are meant");
    confirm();

    seen("1 message was changed, 1 was left unchanged.");
    assertThat(_find(Button.class, spec -> spec.withText("Retry now"))).isEmpty();
    deliveries.run();
    openAt("status=DELIVERED");
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void retriesAllThatMatchTheFilter() throws Exception {
    signIn("SYSTEM_ADMIN");
    openAt("status=FAILED");
    select(0);
    Checkbox all = _get(Checkbox.class);
    assertThat(all.getLabel()).isEqualTo("All that match the filter (1)");
    tickFromClient(all.getLabel(), true);
    _click(_get(Button.class, spec -> spec.withText("Retry now")));
    assertThat(_get(ConfirmDialog.class).getElement().getProperty("message"))
        .contains("The message is retried now");
    confirm();

    seen("1 message was changed, none was left unchanged.");
    deliveries.run();
    openAt("status=DELIVERED");
    assertThat(subjects()).hasSize(2);
  }

  @Test
  void cancelsWhatIsSelectedAndWaits() {
    long waiting =
        outbox.enqueue(SomeMessages.about(MailOwner.of(acme), "Late", "x@example.org"), null).id();
    signIn("SYSTEM_ADMIN");
    openAt("status=WAITING");
    assertThat(subjects()).containsExactly("Late");
    select(0);
    clickAndConfirm("Cancel");

    seen("1 message was changed, none was left unchanged.");
    openMessage(waiting);
    assertThat(visibleText()).contains("Cancelled");
  }

  @Test
  void aMessageOpensAtTheSideAndTheArrowKeysGoOn() {
    signIn("SYSTEM_ADMIN");
    open(MessagesView.class);
    assertThat(_find(MessagePanel.class)).isEmpty();

    clickRow(0);
    assertThat(visibleText()).contains("5.1.1 nobody here");
    focusRow(1);
    assertThat(visibleText()).contains("Only administrators of the tenant").contains("Delivered");
    assertThat(visibleText()).doesNotContain("5.1.1 nobody here");
    _click(_get(Button.class, spec -> spec.withText("Close")));
    assertThat(_find(MessagePanel.class)).isEmpty();
    focusRow(0);
    assertThat(_find(MessagePanel.class)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static void clickRow(int row) {
    Grid<MessageRow> grid = _get(Grid.class);
    _clickItem(grid, row);
  }

  @SuppressWarnings("unchecked")
  private static void focusRow(int row) {
    Grid<MessageRow> grid = _get(Grid.class);
    ComponentUtil.fireEvent(
        grid,
        new CellFocusEvent<>(
            grid,
            false,
            grid.getDataCommunicator().getKeyMapper().key(_get(grid, row)),
            grid.getColumns().getFirst().getElement().getProperty("_flowId"),
            "body"));
  }

  @Test
  void theAddressKnowsTheColumns() {
    signIn("SYSTEM_ADMIN");
    openAt("columns=SUBJECT,SIZE,NONSENSE");

    assertThat(shownColumns()).containsExactlyInAnyOrder("SUBJECT", "SIZE");
    open(MessagesView.class);
    assertThat(shownColumns()).doesNotContain("SIZE", "ROUTE").contains("STATE", "TENANT", "NEXT");
  }

  @Test
  void showsTheRouteOfEachMessageIfOneAsks() throws Exception {
    SignedIn.asSystemAdmin();
    ownServers.save(acme, draft(TestMailServers.open("mail.example.org", 25), null), null);
    outbox.enqueue(SomeMessages.about(MailOwner.of(acme), "Waits", "c@example.org"), null);
    signIn("SYSTEM_ADMIN");
    openAt("columns=SUBJECT,ROUTE");

    assertThat(shownColumns()).containsExactlyInAnyOrder("SUBJECT", "ROUTE");
    assertThat(routes()).containsExactly("Own server", "System mail server", "System mail server");
  }

  @SuppressWarnings("unchecked")
  private List<String> routes() {
    Grid<MessageRow> grid = _get(Grid.class);
    return IntStream.range(0, _size(grid))
        .mapToObj(row -> _get(grid, row).route(messages))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<String> shownColumns() {
    return ((Grid<MessageRow>) _get(Grid.class))
        .getColumns().stream().filter(Grid.Column::isVisible).map(Grid.Column::getKey).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'SMTP, from 10.1.2.3', 'Console, from 127.0.0.1'",
    "de, 'SMTP, von 10.1.2.3', 'Konsole, von 127.0.0.1'"
  })
  void showsHowAMessageCameIfOneAsks(Locale language, String submitted, String console)
      throws Exception {
    long submittedMessage = submitOverSmtp("Scanned");
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(language);
    openMessage(submittedMessage);
    assertThat(visibleText()).contains(submitted);

    openAt("columns=ORIGIN");

    assertThat(shownColumns()).containsExactlyInAnyOrder("SUBJECT", "ORIGIN");
    assertThat(origins()).containsExactly(submitted, console, console);
    open(MessagesView.class);
    assertThat(shownColumns()).doesNotContain("ORIGIN");
  }

  @Test
  void postmeistersOwnMessagesAndOlderOnesCameFromNowhere() {
    jdbc.sql("UPDATE message SET via = NULL WHERE id = ?").param(delivered).update();
    jdbc.sql("UPDATE message SET client = NULL WHERE id = ?").param(refused).update();
    signIn("SYSTEM_ADMIN");
    openMessage(delivered);
    assertThat(visibleText()).contains("Invoice").doesNotContain("Origin");

    openAt("columns=ORIGIN");

    assertThat(origins()).containsExactly("Postmeister itself", "–");
  }

  private long submitOverSmtp(String subject) throws Exception {
    SignedIn.as(TestUsers.overSmtp(TestUsers.systemAdmin(), "10.1.2.3"));
    return send(acme, subject, "s@example.org");
  }

  @SuppressWarnings("unchecked")
  private static List<String> origins() {
    Grid<MessageRow> grid = _get(Grid.class);
    List<String> origins = new ArrayList<>();
    for (int i = 0; i < _size(grid); i++) {
      origins.add(GridKt._getFormatted(grid, i, "ORIGIN"));
    }
    return origins;
  }

  @Test
  void findsWhatWaitsForAServer() throws Exception {
    server.on("MAIL", "421 4.3.2 going down");
    send(acme, "Stuck", "d@example.org");
    signIn("SYSTEM_ADMIN");

    openAt("server=system");
    assertThat(subjects()).containsExactly("Stuck");
    openAt("server=acme");
    assertThat(subjects()).isEmpty();
    openAt("server=nobody");
    assertThat(subjects()).isEmpty();
  }

  @Test
  void filtersAreSavedForOneself() {
    signIn("SYSTEM_ADMIN");
    filters.save(SingleLine.of("Refused ones"), "status=REFUSED&columns=SUBJECT,SIZE");
    filters.save(SingleLine.of("Refused ones"), "status=REFUSED&columns=SUBJECT");
    assertThat(filters.list())
        .containsExactly(new SavedFilter("Refused ones", "status=REFUSED&columns=SUBJECT"));
    open(MessagesView.class);
    MenuItem saved =
        _get(SavedFilterMenu.class).getItems().getFirst().getSubMenu().getItems().getFirst();
    assertThat(saved.getText()).isEqualTo("Refused ones");
    ComponentUtil.fireEvent(saved, new ClickEvent<>(saved));

    assertThat(subjects()).containsExactly("Reminder");
    assertThat(shownColumns()).containsExactly("SUBJECT");
    signInAsTenantAdmin(acme);
    assertThat(filters.list()).isEmpty();
  }

  @Test
  void exportsWhatIsShownAndRecordsIt() throws Exception {
    submitOverSmtp("Scanned");
    signInAsTenantAdmin(acme);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    service.beginExport(MessageQuery.ALL);
    exports.write(MessageQuery.ALL, TableFormat.CSV, "Messages", out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("acme,DELIVERED,Invoice,a@example.org DELIVERED")
        .contains(",SMTP,10.1.2.3", ",CONSOLE,")
        .doesNotContain("Reminder");
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM audit_entry WHERE action = 'MESSAGES_EXPORTED'")
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void theRawMessageIsForThoseWhoMayReadIt() {
    signInAsTenantAdmin(acme);
    assertThat(new String(service.readRaw(delivered).orElseThrow(), StandardCharsets.UTF_8))
        .contains("Subject: Invoice");
    openMessage(delivered);
    assertThat(_find(Anchor.class, spec -> spec.withText("Download (.eml)"))).hasSize(1);
    signIn("SYSTEM_ADMIN");
    openMessage(delivered);
    assertThat(_find(Anchor.class, spec -> spec.withText("Download (.eml)"))).isEmpty();
    assertThatThrownBy(() -> service.readRaw(delivered))
        .isInstanceOf(MessageNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void saysInOneLineHowManyServersAreInTrouble(int others) throws Exception {
    server.on("MAIL", "421 4.3.2 going down");
    send(acme, "Stuck", "d@example.org");
    pause(others);
    signIn("SYSTEM_ADMIN");

    List<String> trips = RoundTrips.of(() -> open(MessagesView.class));

    assertThat(visibleText())
        .contains(
            others == 0
                ? "One mail server cannot be used; 1 message waits."
                : "21 mail servers cannot be used; 1 message waits.");
    assertThat(trips).hasSizeLessThanOrEqualTo(15);
    jdbc.sql("DELETE FROM server_health").update();
    open(MessagesView.class);
    assertThat(visibleText()).doesNotContain("cannot be used");
  }

  private void pause(int number) {
    for (int i = 0; i < number; i++) {
      TenantId tenant = SomeTenants.create(tenants, "tenant" + i);
      ownServers.save(tenant, draft(TestMailServers.open("mail.example.org", 25), null), null);
      jdbc.sql(
              """
              INSERT INTO server_health (owner, since, failures, paused_until, failure, reply)
              SELECT ?, since, failures, paused_until, failure, reply FROM server_health
              WHERE owner = 'system'
              """)
          .param(MailOwner.of(tenant).key())
          .update();
    }
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
}

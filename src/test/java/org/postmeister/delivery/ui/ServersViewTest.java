package org.postmeister.delivery.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.GridCells;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which mail servers are in trouble, why, and what waits behind them. */
class ServersViewTest extends ViewTest {

  @Autowired private Outbox outbox;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService servers;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void aPausedServer() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("localhost", server.port()), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
    servers.save(other, draft(TestMailServers.open("mail.example.org", 25), null), null);
    server.on("MAIL", "421 4.3.2 going down");
    outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "a@example.org"), null);
    outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "b@example.org"), null);
    deliveries.run();
    server.on("MAIL", "250 ok");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows() {
    Grid<ServerOverview> grid = _get(Grid.class);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < _size(grid); i++) {
      rows.add(GridCells.of(grid, _get(grid, i)));
    }
    return rows;
  }

  private static List<Object> names() {
    return rows().stream().map(row -> row.get("name")).toList();
  }

  private static void openAt(String query) {
    UI.getCurrent().navigate("servers", QueryParameters.fromString(query));
  }

  @Test
  void firstOfAllThoseInTrouble() {
    signIn("SYSTEM_ADMIN");
    open(ServersView.class);

    assertThat(visibleText()).contains("1 server");
    assertThat(rows())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("name", "System mail server")
                .containsEntry("state", "Paused")
                .containsEntry("waiting", "2 messages")
                .containsEntry("messages", "messages?server=system")
                .containsEntry("settings", "system/mail-server")
                .containsEntry("resumable", true)
                .hasEntrySatisfying(
                    "reply", reply -> assertThat(reply).asString().contains("going down")));
  }

  @Test
  @SuppressWarnings("unchecked")
  void triesAPausedOneAgain() throws Exception {
    signIn("SYSTEM_ADMIN");
    open(ServersView.class);
    Grid<ServerOverview> grid = _get(Grid.class);
    GridCells.call(grid, _get(grid, 0), "resume");

    assertThat(visibleText())
        .contains("The next message for “System mail server” is sent now")
        .contains("No servers");
    deliveries.run();
    openAt("state=READY");
    assertThat(rows())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("state", "Ready")
                .containsEntry("waiting", "No messages"));
  }

  @Test
  void filtersByStateAndText() {
    signIn("SYSTEM_ADMIN");
    openAt("state=ANY");
    assertThat(names()).containsExactly("System mail server", "other");
    openAt("state=UNTESTED");
    assertThat(names()).containsExactly("other");
    openAt("state=OFF");
    assertThat(names()).isEmpty();
    openAt("state=ANY&query=EXAMPLE.org");
    assertThat(names()).containsExactly("other");
    jdbc.sql("UPDATE mail_server SET enabled = FALSE WHERE owner = 'system'").update();
    openAt("state=OFF");
    assertThat(names()).containsExactly("System mail server");
    assertThat(rows().getFirst())
        .containsEntry("state", "Switched off")
        .containsEntry("resumable", false);
    openAt("state=TROUBLE");
    assertThat(names()).as("nothing is expected of one that is off").isEmpty();
  }

  @Test
  void oneThatKeepsEverybodyWaitingIsInTroubleToo() {
    jdbc.sql("DELETE FROM server_health").update();
    jdbc.sql(
            "INSERT INTO server_stuck (owner, since, seen_at, connections) SELECT 'system',"
                + " m.changed_at, m.changed_at, 3 FROM mail_server m WHERE m.owner = 'system'")
        .update();
    signIn("SYSTEM_ADMIN");
    open(ServersView.class);

    assertThat(rows())
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("state", "Keeps waiting"));
  }

  @Test
  void tenantsSeeTheirOwnOnly() {
    signInAsTenantAdmin(acme);
    openAt("state=ANY");
    assertThat(names()).isEmpty();
    signInAsTenantAdmin(other);
    openAt("state=ANY");
    assertThat(names()).containsExactly("other");
  }
}

package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.Browser;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.postmeister.testing.Programs;
import org.postmeister.testing.TestAccounts;

/**
 * The packaged jar on a MariaDB that accepts little in one statement, closes connections, and is
 * read-only for a while.
 */
class DatabaseTroubleIT {

  private static final int REQUESTS = 100;
  private static final String USER = "postmeister";

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private PrivateMariaDb database;
  private PackagedApplication node;
  private ChaoticSmtpServer server;
  private String token;

  @BeforeAll
  static void mariaDbIsThere() {
    Programs.require("A database in trouble", PrivateMariaDb.whyNot());
  }

  @BeforeEach
  void start() throws SQLException {
    database = PrivateMariaDb.start("--max-allowed-packet=1M");
    // Somebody whom read-only binds.
    database.execute("CREATE USER " + USER + "@localhost IDENTIFIED BY 'secret'");
    database.execute("GRANT ALL ON postmeister.* TO " + USER + "@localhost");
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("SPRING_DATASOURCE_URL", database.url().replaceFirst("\\?.*", ""));
    environment.put("SPRING_DATASOURCE_USERNAME", USER);
    environment.put("SPRING_DATASOURCE_PASSWORD", "secret");
    environment.put("POSTMEISTER_DELIVERY_RETRY_INITIAL", "1s");
    node = PackagedApplication.start(data, environment);
    server = new ChaoticSmtpServer(Duration.ofMillis(100));
    node.sendsThrough(server.port());
    token = node.token();
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    for (AutoCloseable each : Arrays.asList(node, server, database)) {
      if (each != null) {
        each.close();
      }
    }
  }

  private HttpResponse<String> send(String text) throws Exception {
    return http.send(
        node.request("/tenants/acme/messages", token)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"to\": [\"ada@example.org\"], \"subject\": \"s\", \"text\": \"%s\"}"
                        .formatted(text)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int readiness() throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(node.url("/actuator/health/readiness"))).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private long waiting() throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), "root", "");
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM message WHERE lane IS NOT NULL")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void untilDelivered(int messages) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> waiting() == 0 && server.taken().size() == messages);
  }

  @Test
  void largeMessagesFitIntoSmallStatements() throws Exception {
    assertThat(send("x".repeat(70) + "\\n").statusCode()).isEqualTo(202);
    HttpResponse<String> large = send(("x".repeat(70) + "\\n").repeat(9_000_000 / 71));

    assertThat(large.statusCode()).as(large.body()).isEqualTo(202);
    untilDelivered(2);
  }

  @Test
  void closedConnectionsAreNotSeen() throws Exception {
    Map<Integer, Integer> answers = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      database.execute("KILL CONNECTION USER " + USER + "@localhost");
      answers.merge(send("t").statusCode(), 1, Integer::sum);
      answers.merge(
          http.send(
                  node.request("/tenants/acme/messages?limit=1", token).GET().build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode(),
          1,
          Integer::sum);
    }

    System.out.println("Database: all connections closed before each message: HTTP " + answers);
    assertThat(answers).containsOnlyKeys(200, 202);
    untilDelivered(REQUESTS);
    assertThat(server.taken().values()).containsOnly(1);
  }

  @Test
  void thePagesSayThatItIsReadOnlyAsLongAsItIs() throws Exception {
    try (BrowserContext context =
        Browser.get()
            .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale("en"))) {
      Page page = context.newPage();
      page.navigate(node.url("/tenants"));
      page.locator("input[name=username]").fill(TestAccounts.ADMIN);
      page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
      page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
      page.waitForURL(url -> !url.contains("/login"));
      Locator notice =
          page.getByRole(AriaRole.STATUS)
              .filter(new Locator.FilterOptions().setHasText("The database is read-only"));
      page.locator("h1").first().waitFor();
      assertThat(notice.count()).isZero();

      database.execute("SET GLOBAL read_only = 1");
      notice.waitFor();
      page.reload();
      notice.waitFor();
      page.locator("h1").first().waitFor();

      database.execute("SET GLOBAL read_only = 0");
      notice.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }
  }

  @Test
  void itIsReadOnlyForAWhile() throws Exception {
    assertThat(readiness()).isEqualTo(200);
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(send("t").statusCode()).isEqualTo(202);
    }
    database.execute("SET GLOBAL read_only = 1");
    assertThat(server.taken()).as("some are still to leave").hasSizeLessThan(REQUESTS);

    assertThat(readiness()).isEqualTo(503);
    HttpResponse<String> refused = send("t");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("The database is read-only at the moment");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();

    database.execute("SET GLOBAL read_only = 0");
    assertThat(readiness()).isEqualTo(200);
    assertThat(send("t").statusCode()).isEqualTo(202);
    untilDelivered(REQUESTS + 1);
    System.out.printf(
        "Database: read-only while %d messages left: %d taken twice%n",
        REQUESTS, server.heardTwice());
    assertThat(server.taken().values()).as("nothing is sent twice").containsOnly(1);
    assertThat(node.output())
        .containsOnlyOnce("The database is read-only")
        .containsOnlyOnce("takes changes again");
  }
}

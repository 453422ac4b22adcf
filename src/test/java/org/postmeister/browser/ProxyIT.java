package org.postmeister.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.Programs;
import org.postmeister.testing.Proxy;
import org.postmeister.testing.SharedH2;
import org.postmeister.testing.TestAccounts;

/** Two nodes behind the proxies whose configurations are in docker/, as docs/operations.md says. */
class ProxyIT {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @TempDir private Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final List<PackagedApplication> nodes = new ArrayList<>();
  private SharedH2 database;
  private Proxy proxy;

  private void start(Proxy.Kind kind, Map<String, String> more) throws Exception {
    Programs.require(kind.name(), kind.whyNot());
    database = SharedH2.start(data);
    environment.putAll(database.environment());
    environment.putAll(more);
    nodes.add(PackagedApplication.start(data, environment));
    nodes.add(PackagedApplication.start(data, environment));
  }

  private List<URI> addresses() {
    return nodes.stream().map(node -> URI.create(node.url("/"))).toList();
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
    nodes.forEach(PackagedApplication::close);
    if (database != null) {
      database.close();
    }
  }

  static Locator field(Page page, String label) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  static Locator button(Page page, String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  static void signIn(Page page, String url) {
    page.navigate(url);
    page.locator("input[name=username]").fill(TestAccounts.ADMIN);
    page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
    page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
    page.waitForURL(there -> there.startsWith(url));
    page.locator("h1").first().waitFor();
  }

  /** The number of the node that has the session of this browser. */
  private int nodeOf(BrowserContext context) throws Exception {
    String session =
        context.cookies().stream()
            .filter(cookie -> cookie.name.equals("POSTMEISTER_SESSION"))
            .map(cookie -> cookie.name + "=" + cookie.value)
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < nodes.size(); i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(nodes.get(i).url("/tenants")))
              .header("Cookie", session)
              .build();
      try {
        if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return i;
        }
      } catch (ConnectException e) {
        // That one is dead.
      }
    }
    throw new IllegalStateException("No node knows the session");
  }

  // One start for all of it: each takes its time.
  @ParameterizedTest
  @EnumSource
  void twoNodesAreLikeOne(Proxy.Kind kind) throws Exception {
    start(kind, Map.of("POSTMEISTER_WEB_SHUTDOWN_DELAY", "4s"));
    proxy = Proxy.start(kind, addresses());
    addressesKeepTheirPort();
    noRequestIsLostWhileOneNodeAfterTheOtherIsRestarted(kind);
    aNodeThatDiesTakesNeitherTheSignInNorTheFormWithIt();
  }

  private void aNodeThatDiesTakesNeitherTheSignInNorTheFormWithIt() throws Exception {
    try (BrowserContext context =
        Browser.get()
            .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale("en"))) {
      Page page = context.newPage();
      signIn(page, proxy.url("/system/mail-server"));
      field(page, "Mail server").fill("mail.example.com");
      field(page, "Sender address").fill("post@example.com");
      page.getByText("Unsaved changes").waitFor();
      int busy = nodeOf(context);

      nodes.get(busy).kill();
      // What asks whether to leave the page.
      page.onDialog(Dialog::accept);
      field(page, "Sender name").fill("Example");

      button(page, "Reload page").click();
      button(page, "Restore my entries").click();
      PlaywrightAssertions.assertThat(field(page, "Mail server")).hasValue("mail.example.com");
      // The node never heard of the last one, nor did it of the one before.
      PlaywrightAssertions.assertThat(field(page, "Sender address")).hasValue("post@example.com");
      PlaywrightAssertions.assertThat(field(page, "Sender name")).hasValue("Example");
      assertThat(page.url()).startsWith(proxy.url("/system/mail-server"));
      assertThat(nodeOf(context)).isNotEqualTo(busy);
    }
  }

  private void noRequestIsLostWhileOneNodeAfterTheOtherIsRestarted(Proxy.Kind kind)
      throws Exception {
    // Nobody listens there, and all of them wait.
    nodes.getFirst().sendsThrough(PackagedApplication.freePort());
    String token = nodes.getFirst().token();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    List<String> lost = Collections.synchronizedList(new ArrayList<>());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean submits = i % 2 == 0;
      clients.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  asked.incrementAndGet();
                  String answer = submits ? submit(token) : ask(token);
                  if (!answer.equals(submits ? "202" : "200")) {
                    lost.add(answer);
                  }
                }
              }));
    }

    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).close();
      nodes.set(i, PackagedApplication.restart(nodes.get(i), data, environment));
      untilUsed(nodes.get(i), token);
    }
    over.set(true);
    for (Thread client : clients) {
      client.join();
    }

    System.out.println(
        kind + ": " + asked + " requests while two nodes were restarted, " + lost.size() + " lost");
    assertThat(lost).isEmpty();
  }

  /** Waits until the proxy passes requests on to a node again. */
  private static void untilUsed(PackagedApplication node, String token) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            node.metrics(token)
                    .lines()
                    .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
                    .filter(line -> line.contains("/api/v1/tenants/"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
                    .sum()
                > 20);
  }

  private String ask(String token) {
    return statusOf(request("/api/v1/tenants/acme", token).build());
  }

  private String submit(String token) {
    return statusOf(
        request("/api/v1/tenants/acme/messages", token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"to\": [\"a@example.org\"], \"subject\": \"s\", \"text\": \"t\"}"))
            .build());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(proxy.url(path)))
        .header("Authorization", token)
        .timeout(Duration.ofSeconds(30));
  }

  private static String statusOf(HttpRequest request) {
    try {
      return String.valueOf(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsBelowAPathThatTheNodesDoNotKnow(Proxy.Kind kind) throws Exception {
    start(kind, Map.of());
    proxy = Proxy.startBelowPath(kind, addresses());
    BelowPath below = new BelowPath(proxy.url(""));
    below.theConsoleStaysThere();
    below.theApiStaysThere(nodes.getFirst().token());
    assertThat(get("/mail/actuator/health").statusCode()).isEqualTo(404);
    assertThat(get("/login", "X-Forwarded-Prefix", "/evil", "Accept", "text/html").body())
        .as("only the proxy says it")
        .doesNotContain("evil");
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.url(path)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void addressesKeepTheirPort() throws Exception {
    assertThat(get("/tenants").headers().firstValue("Location").orElse(""))
        .matches("(/|" + proxy.url("/") + ")login");
    assertThat(get("/api/v1/openapi.json").body()).contains("\"servers\":[{\"url\":\"/\"");
    assertThat(get("/actuator/health").statusCode()).isEqualTo(404);
  }
}

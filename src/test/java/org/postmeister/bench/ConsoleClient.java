package org.postmeister.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session of the console without a browser: sends what Vaadin's client sends and checks the
 * answers.
 */
final class ConsoleClient {

  private static final Pattern CSRF = Pattern.compile("<meta name=\"_csrf\" content=\"([^\"]+)\"");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String base;
  private final HttpClient http;
  private int ui;
  private String securityKey = "";
  private String pushId = "";
  private int syncId;
  private int clientId;
  private int promise;
  private int grid;
  private int update;

  ConsoleClient(String base, Executor executor) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  void signIn(String login, String password) throws IOException, InterruptedException {
    Matcher token = CSRF.matcher(get("/login"));
    if (!token.find()) {
      throw new IOException("The login page has no CSRF token");
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "username=%s&password=%s&_csrf=%s"
                            .formatted(encoded(login), encoded(password), encoded(token.group(1)))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String to = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() != 302 || to.contains("login")) {
      throw new IOException("Signing in leads to " + to);
    }
  }

  /** Opens a page with a grid. */
  void open(String route) throws IOException, InterruptedException {
    JsonNode config =
        JSON.readTree(get("/?v-r=init&location=" + route + "&query=")).get("appConfig");
    ui = config.get("v-uiId").asInt();
    JsonNode first = config.get("uidl");
    securityKey = first.get("Vaadin-Security-Key").asString();
    pushId = first.get("Vaadin-Push-ID").asString();
    syncId = first.get("syncId").asInt();
    JsonNode page =
        call(
            """
            {"type":"event","node":1,"event":"ui-navigate","data":{"route":"/%s","query":"",
             "appShellTitle":"","historyState":{"idx":0},"trigger":""}}
            """
                .formatted(route));
    for (JsonNode change : page.get("changes")) {
      if (change.path("key").asString("").equals("tag")
          && change.path("value").asString("").equals("vaadin-grid")) {
        grid = change.get("node").asInt();
      }
    }
    if (grid == 0) {
      throw new IOException("There is no grid on " + route);
    }
  }

  /** Opens the page's push channel, which stays open, and waits until the server has greeted. */
  void listen() throws IOException, InterruptedException {
    CompletableFuture<String> greeting = new CompletableFuture<>();
    String address =
        base.replaceFirst("http", "ws")
            + "/VAADIN/push?v-r=push&v-uiId=%d&v-pushId=%s".formatted(ui, pushId)
            + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=3.1.5-javascript"
            + "&X-Atmosphere-Transport=websocket&X-atmo-protocol=true"
            + "&Content-Type=application/json;%20charset%3DUTF-8";
    http.newWebSocketBuilder()
        .header("Origin", base)
        .buildAsync(
            URI.create(address),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket channel, CharSequence text, boolean last) {
                greeting.complete(text.toString());
                channel.request(1);
                return CompletableFuture.completedStage(null);
              }

              @Override
              public CompletionStage<?> onClose(WebSocket channel, int status, String reason) {
                greeting.completeExceptionally(new IOException("Closed: " + status + reason));
                return CompletableFuture.completedStage(null);
              }

              @Override
              public void onError(WebSocket channel, Throwable error) {
                greeting.completeExceptionally(error);
              }
            })
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    greeting.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Scrolls so that these rows are wanted, as the grid does; they have to be in the answer. */
  void scrollTo(int first, int count) throws IOException, InterruptedException {
    update++;
    String answer =
        callForText(
            """
            {"type":"publishedEventHandler","node":%1$d,"templateEventMethodName":"confirmUpdate",
             "templateEventMethodArgs":[%2$d],"promise":%3$d},
            {"type":"publishedEventHandler","node":%1$d,"templateEventMethodName":"setViewportRange",
             "templateEventMethodArgs":[%4$d,%5$d],"promise":%6$d}
            """
                .formatted(grid, update, ++promise, first, count, ++promise));
    String wanted = ManyTenants.name(first + count / 2);
    if (!answer.contains(wanted)) {
      throw new IOException(
          wanted + " is missing in " + answer.substring(0, Math.min(300, answer.length())));
    }
  }

  private JsonNode call(String rpc) throws IOException, InterruptedException {
    return JSON.readTree(callForText(rpc));
  }

  private String callForText(String rpc) throws IOException, InterruptedException {
    String body =
        "{\"csrfToken\":\"%s\",\"rpc\":[%s],\"syncId\":%d,\"clientId\":%d}"
            .formatted(securityKey, rpc, syncId, clientId);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/?v-r=uidl&v-uiId=" + ui))
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Status " + answer.statusCode());
    }
    String text = answer.body().replaceFirst("^for\\(;;\\);\\[(.*)]$", "$1");
    JsonNode json = JSON.readTree(text);
    if (json.has("meta") && json.get("meta").has("sessionExpired")) {
      throw new IOException("The session has expired");
    }
    syncId = json.get("syncId").asInt();
    clientId = json.get("clientId").asInt();
    return text;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Status " + answer.statusCode() + " for " + path);
    }
    return answer.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

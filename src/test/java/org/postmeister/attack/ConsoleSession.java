package org.postmeister.attack;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postmeister.testing.PackagedApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who has signed in to the console and speaks to it without a browser. */
final class ConsoleSession {

  private static final Pattern CSRF = Pattern.compile("<meta name=\"_csrf\" content=\"([^\"]+)\"");

  private final PackagedApplication application;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(cookies).version(HttpClient.Version.HTTP_1_1).build();
  private int ui;
  private String securityKey = "";
  private String pushId = "";
  private int syncId;

  ConsoleSession(PackagedApplication application) {
    this.application = application;
  }

  /**
   * @return where the login leads
   */
  String signIn(String login, String password) throws IOException, InterruptedException {
    Matcher token = CSRF.matcher(get("/login").body());
    if (!token.find()) {
      throw new IOException("The login page has no CSRF token");
    }
    return post(
            "/login",
            "application/x-www-form-urlencoded",
            "username=%s&password=%s&_csrf=%s"
                .formatted(encoded(login), encoded(password), encoded(token.group(1))))
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  /** Begins a UI, as a browser does after it has loaded a page. */
  void open(String route) throws IOException, InterruptedException {
    get("/" + route);
    String answer = get("/?v-r=init&location=" + route + "&query=").body();
    JsonNode config =
        JsonMapper.shared().readTree(answer.replaceFirst("^for\\(;;\\);", "")).get("appConfig");
    ui = config.get("v-uiId").asInt();
    JsonNode first = config.get("uidl");
    securityKey = first.get("Vaadin-Security-Key").asString();
    pushId = first.get("Vaadin-Push-ID").asString();
    syncId = first.get("syncId").asInt();
  }

  /** What a browser sends for events of a person. */
  String events(int clientId, String... rpc) {
    return "{\"csrfToken\":\"%s\",\"rpc\":[%s],\"syncId\":%d,\"clientId\":%d}"
        .formatted(securityKey, String.join(",", rpc), syncId, clientId);
  }

  static String navigation(String route) {
    return """
    {"type":"event","node":1,"event":"ui-navigate","data":{"route":"%s","query":"",
     "appShellTitle":"","historyState":{"idx":0},"trigger":""}}
    """
        .formatted(route);
  }

  HttpResponse<String> send(String body) throws IOException, InterruptedException {
    return post("/?v-r=uidl&v-uiId=" + ui, "application/json; charset=UTF-8", body);
  }

  HttpResponse<String> postToPush(String body) throws IOException, InterruptedException {
    return post(
        "/VAADIN/push?v-r=push&v-uiId=" + ui + "&v-pushId=" + pushId, "application/json", body);
  }

  /** An open push channel. */
  static final class Push implements WebSocket.Listener {

    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    private WebSocket socket;

    void send(String text) {
      CompletableFuture<WebSocket> _ = socket.sendText(text, true);
    }

    void sendBinary(byte[] octets) {
      CompletableFuture<WebSocket> _ = socket.sendBinary(java.nio.ByteBuffer.wrap(octets), true);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      received.add(data.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      closed.complete(-1);
    }
  }

  Push openPush(String origin) {
    Push push = new Push();
    push.socket =
        http.newWebSocketBuilder()
            .header("Cookie", cookie())
            .header("Origin", origin)
            .buildAsync(
                URI.create(
                    application.url("/VAADIN/push").replace("http:", "ws:")
                        + "?v-r=push&v-uiId="
                        + ui
                        + "&v-pushId="
                        + pushId
                        + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1"
                        + "&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true"
                        + "&X-atmo-protocol=true&X-Vaadin-LastSeenServerSyncId="
                        + syncId),
                push)
            .join();
    return push;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(application.url(path))).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(application.url(path)))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

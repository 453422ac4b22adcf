package org.postmeister.training;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor of the console, who sends what Vaadin's client in the browser sends. */
final class ConsoleVisit {

  private static final List<String> PAGES =
      List.of(
          "",
          "tenants",
          "tenants/training",
          "messages",
          "servers",
          "mail-texts",
          "system/mail-server",
          "system/accounts",
          "system/api-tokens",
          "system/audit",
          "system/platform");
  private static final int ROUNDS = 5;
  private static final Pattern CSRF = Pattern.compile("<meta name=\"_csrf\" content=\"([^\"]+)\"");
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final String url;
  private final String password;

  /**
   * @param url of Postmeister
   * @param password of its first system administrator
   */
  ConsoleVisit(String url, String password) {
    this.url = url;
    this.password = password;
  }

  void run() throws IOException, InterruptedException {
    signIn();
    for (int round = 0; round < ROUNDS; round++) {
      for (String page : PAGES) {
        open(page);
      }
    }
  }

  private void signIn() throws IOException, InterruptedException {
    Matcher token = CSRF.matcher(get("/login"));
    if (!token.find()) {
      throw new IOException("The login page has no CSRF token");
    }
    String form =
        "username=sadmin&password=%s&_csrf=%s"
            .formatted(password, URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
    HttpResponse<String> answer = post("/login", "application/x-www-form-urlencoded", form);
    String to = answer.headers().firstValue("Location").orElse("login");
    if (to.contains("login")) {
      throw new IOException("Signing in leads to " + to);
    }
  }

  /** Opens a page as one does who enters its address. */
  private void open(String page) throws IOException, InterruptedException {
    get("/" + page);
    JsonNode config =
        JSON.readTree(get("/?v-r=init&location=" + page + "&query=")).path("appConfig");
    JsonNode first = config.path("uidl");
    String navigation =
        """
        {"csrfToken":"%s","rpc":[{"type":"event","node":1,"event":"ui-navigate","data":{
          "route":"/%s","query":"","appShellTitle":"","historyState":{"idx":0},"trigger":""}}],
         "syncId":%d,"clientId":0}
        """
            .formatted(
                first.path("Vaadin-Security-Key").asString(), page, first.path("syncId").asInt());
    HttpResponse<String> shown =
        post(
            "/?v-r=uidl&v-uiId=" + config.path("v-uiId").asInt(),
            "application/json; charset=UTF-8",
            navigation);
    if (shown.statusCode() != 200 || !shown.body().contains("\"changes\":[{")) {
      throw new IOException("The page /" + page + " does not open: " + shown.body());
    }
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Status " + answer.statusCode() + " for " + path);
    }
    return answer.body();
  }
}

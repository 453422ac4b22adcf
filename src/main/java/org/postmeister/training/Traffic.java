package org.postmeister.training;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages over HTTP and SMTP, all of which are delivered to the mail catcher. */
final class Traffic {

  private static final int SESSIONS = 4;
  private static final int MESSAGES_OF_EACH = 500;
  private static final String TENANT = "training";
  private static final String SENDER = "training@example.com";
  private static final String TEXT = "A line as long as most lines are, of which there are some.\n";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;
  private final String admin;
  private final int submission;

  /**
   * @param url of Postmeister
   * @param password of its first system administrator
   * @param submission its port for submission over SMTP
   */
  Traffic(String url, String password, int submission) {
    this.api = url + "/api/v1";
    this.admin =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("sadmin:" + password).getBytes(StandardCharsets.UTF_8));
    this.submission = submission;
  }

  /**
   * @param mailServer port of the mail server that takes the messages
   */
  void run(int mailServer) throws IOException, InterruptedException {
    call(admin, "POST", "/tenants", "{\"name\": \"" + TENANT + "\"}");
    call(
        admin,
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "%s", "authentication": {"mode": "NONE"}}
        """
            .formatted(mailServer, SENDER));
    String token =
        call(admin, "POST", "/api-tokens", "{\"name\": \"training\"}").path("token").asString();
    atOnce(() -> overHttp("Bearer " + token));
    atOnce(() -> overSmtp(token));
    for (int page = 0; page < 20; page++) {
      call(admin, "GET", "/tenants/" + TENANT + "/messages?size=50", "");
      call(admin, "GET", "/tenants", "");
    }
  }

  private static void atOnce(Callable<Void> session) throws InterruptedException {
    try (ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> each :
          sessions.invokeAll(IntStream.range(0, SESSIONS).mapToObj(number -> session).toList())) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Messages were not accepted", e.getCause());
    }
  }

  private Void overHttp(String bearer) throws IOException, InterruptedException {
    String messages = "/tenants/" + TENANT + "/messages";
    String id = "";
    for (int i = 0; i < MESSAGES_OF_EACH; i++) {
      id =
          call(
                  bearer,
                  "POST",
                  messages,
                  """
                  {"to": ["to@example.net"], "subject": "Training", "text": %s,
                   "html": "<p>Training</p>"}
                  """
                      .formatted(JSON.writeValueAsString(TEXT.repeat(30))))
              .path("id")
              .asString();
    }
    JsonNode last = call(bearer, "GET", messages + "/" + id + "?wait=60", "");
    if (!last.path("status").asString().equals("DELIVERED")) {
      throw new IOException("A message was not delivered: " + last);
    }
    return null;
  }

  private Void overSmtp(String token) throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.auth", "true");
    Session session = Session.getInstance(properties);
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(SENDER));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("to@example.net"));
    message.setSubject("Training");
    message.setText(TEXT.repeat(30));
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", submission, TENANT, token);
      for (int i = 0; i < MESSAGES_OF_EACH; i++) {
        message.saveChanges();
        transport.sendMessage(message, message.getAllRecipients());
      }
    }
    return null;
  }

  private JsonNode call(String authorization, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}

package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The HTTP API of messages, as the platform's applications see it. */
@PostmeisterTest
class MessageApiTest {

  private static final String MESSAGES = "/api/v1/tenants/acme/messages";
  private static final String HELLO =
      """
      {"to": ["a@example.org"], "subject": "Hello", "text": "How do you do?"}
      """;

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  @Autowired private Clock clock;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private RequestPostProcessor application;
  private RequestPostProcessor stranger;

  @BeforeEach
  void mailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    TenantId acme = SomeTenants.create(tenants, "acme");
    TenantId other = SomeTenants.create(tenants, "other");
    application = authentication(TestUsers.tenantAdmin(acme));
    stranger = authentication(TestUsers.tenantAdmin(other));
    SecurityContextHolder.clearContext();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ResultActions send(String json) throws Exception {
    return mvc.perform(
        post(MESSAGES).with(application).contentType(MediaType.APPLICATION_JSON).content(json));
  }

  private int accepted(String json) throws Exception {
    return JsonPath.read(
        send(json).andExpect(status().isAccepted()).andReturn().getResponse().getContentAsString(),
        "$.id");
  }

  private void runLanes() throws InterruptedException {
    SignedIn.asSystemAdmin();
    deliveries.run();
    SecurityContextHolder.clearContext();
  }

  @Test
  void takesAMessageAndTellsWhatBecameOfIt() throws Exception {
    send("""
    {"to": ["a@example.org"], "cc": ["b@example.org"], "bcc": ["c@example.org"],
     "replyTo": "d@example.org", "subject": "Grüße", "text": "Guten Tag",
     "html": "<p>Guten Tag</p>", "headers": {"X-Entity-Ref-ID": "4711"},
     "attachments": [{"name": "a.txt", "contentType": "text/plain", "content": "YWJj"}]}
    """)
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").isNumber())
        .andExpect(jsonPath("$.status").value("QUEUED"));
    runLanes();

    mvc.perform(get(MESSAGES).with(application))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].status").value("DELIVERED"))
        .andExpect(jsonPath("$[0].subject").value("Grüße"))
        .andExpect(jsonPath("$[0].recipients.length()").value(3))
        .andExpect(jsonPath("$[0].attempts").doesNotExist());
    int id =
        JsonPath.read(
            mvc.perform(get(MESSAGES).with(application))
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$[0].id");
    mvc.perform(get(MESSAGES + "/" + id).with(application))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.recipients[0].status").value("DELIVERED"))
        .andExpect(jsonPath("$.attempts.length()").value(1))
        .andExpect(jsonPath("$.attempts[0].outcome").value("DELIVERED"))
        .andExpect(jsonPath("$.attempts[0].time").isString())
        .andExpect(jsonPath("$.attempts[0].serverReply").value(containsString("queued as 4711")))
        .andExpect(jsonPath("$.attempts[0].enhancedStatusCode").value("2.0.0"))
        .andExpect(jsonPath("$.attempts[0].server").doesNotExist())
        .andExpect(jsonPath("$.attempts[0].transcript").isEmpty());
    assertThat(server.commands()).contains("X-Entity-Ref-ID: 4711");
  }

  @Test
  void withoutARouteSaysWhy() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(off(open("localhost", server.port())), null), null);
    SecurityContextHolder.clearContext();

    send(HELLO)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("mail_unavailable"))
        .andExpect(jsonPath("$.reason").value("SYSTEM_MAIL_OFF"));
  }

  @Test
  void warnsThatExchangeTakesOutHeadersToUnsubscribe() throws Exception {
    String letter =
        HELLO.replace(
            "\"subject\"",
            "\"headers\": {\"List-Unsubscribe\": \"<https://example.com/u>\"}, \"subject\"");
    send(letter).andExpect(jsonPath("$.warnings").doesNotExist());
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.graph(), "secret"), null);

    send(letter)
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.warnings[0].code").value("unsubscribe_headers_dropped"))
        .andExpect(jsonPath("$.warnings[0].message").isNotEmpty());
    for (int i = 0; i < 2; i++) {
      mvc.perform(
              post(MESSAGES)
                  .with(application)
                  .header("Idempotency-Key", "letter")
                  .contentType(MediaType.APPLICATION_JSON)
                  .content(letter))
          .andExpect(jsonPath("$.warnings[0].code").value("unsubscribe_headers_dropped"));
    }
    send(HELLO).andExpect(jsonPath("$.warnings").doesNotExist());
  }

  @Test
  void saysWhichAttemptsLeaveDoubt() throws Exception {
    server.on(".", ScriptedSmtpServer.HANG_UP);
    int id = JsonPath.read(send(HELLO).andReturn().getResponse().getContentAsString(), "$.id");
    runLanes();

    mvc.perform(get(MESSAGES + "/" + id).with(application))
        .andExpect(jsonPath("$.status").value("DEFERRED"))
        .andExpect(jsonPath("$.uncertainAttemptCount").value(1))
        .andExpect(jsonPath("$.attempts[0].uncertain").value(true))
        .andExpect(jsonPath("$.attempts[0].failure.code").value("system_server_failed"));
    mvc.perform(get(MESSAGES + "?status=UNCERTAIN").with(application))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.length()").value(0));
  }

  @Test
  void isFromWhomItMayBeFrom() throws Exception {
    String json =
        """
        {"from": {"address": "billing@example.com", "name": "Billing"}, "to": ["a@example.org"],
         "subject": "s", "text": "t"}
        """;
    send(json)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("sender_not_allowed"))
        .andExpect(jsonPath("$.from").value("billing@example.com"));
    send(json.replace("billing@", "billing"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("from"));
    allow(AllowedSenders.of("*@example.com"));

    accepted(json);
    runLanes();

    assertThat(server.commands())
        .contains("MAIL FROM:<billing@example.com>", "From: Billing <billing@example.com>");
  }

  @Test
  void isFromTheServersSenderIfThatIsThePolicy() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(
        draft(
            open("localhost", server.port())
                .with(MailServerField.SENDER_POLICY, SenderPolicy.REWRITE),
            null),
        null);
    SecurityContextHolder.clearContext();
    accepted(
        """
        {"from": "billing@example.com", "to": ["a@example.org"], "subject": "s", "text": "t"}
        """);
    runLanes();

    assertThat(server.commands())
        .contains("MAIL FROM:<noreply@example.com>", "Reply-To: billing@example.com");
  }

  private void allow(AllowedSenders senders) {
    SignedIn.asSystemAdmin();
    systemServer.save(
        draft(
            open("localhost", server.port()).with(MailServerField.ALLOWED_SENDERS, senders), null),
        null);
    SecurityContextHolder.clearContext();
  }

  @Test
  void takesNamesBesideAddressesAndSeveralForAnswers() throws Exception {
    String soon =
        clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(2)).toString();
    send("""
    {"to": [{"address": "a@example.org", "name": "Müller, Jürgen"}, "b@example.org"],
     "replyTo": ["c@example.org", {"address": "d@example.org", "name": "D"}],
     "subject": "Hello", "text": "Hello", "atMostOnce": true, "priority": "BULK",
     "sendAt": "2020-01-01T00:00:00+01:00", "expiresAt": "%s"}
    """
            .formatted(soon))
        .andExpect(status().isAccepted());
    runLanes();

    mvc.perform(get(MESSAGES).with(application))
        .andExpect(jsonPath("$[0].status").value("DELIVERED"))
        .andExpect(jsonPath("$[0].atMostOnce").value(true))
        .andExpect(jsonPath("$[0].priority").value("BULK"))
        .andExpect(jsonPath("$[0].expiresAt").value(soon))
        .andExpect(jsonPath("$[0].uncertainAttemptCount").doesNotExist())
        .andExpect(jsonPath("$[0].recipients[0].address").value("a@example.org"));
    assertThat(server.commands())
        .anyMatch(line -> line.matches("To: =\\?UTF-8\\?Q\\?.*<a@example.org>, b@example.org"))
        .contains("Reply-To: c@example.org, D <d@example.org>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      textBlock =
          """
          {"subject": "s", "text": "t"}                                      | to          | required
          {"to": ["a@b.example", "x"], "subject": "s", "text": "t"}          | to[1]       | without_at
          {"to": ["a@b.example"], "cc": [null], "subject": "s", "text": "t"} | cc[0]       | required
          {"to": [{"name": "x"}], "subject": "s", "text": "t"}               | to[0]       | required
          {"to": [{"address": "a@b.example", "name": "<x>"}], "subject": "s", "text": "t"} | to[0].name | forbidden_characters
          {"to": ["a@b.example"], "replyTo": ["a@b.example", "x"], "subject": "s", "text": "t"} | replyTo[1] | without_at
          {"to": ["a@b.example"], "text": "t"}                               | subject     | required
          {"to": ["a@b.example"], "subject": "s\\nBcc: x", "text": "t"}      | subject     | control_characters
          {"to": ["a@b.example"], "subject": "s"}                            | text        | required
          {"to": ["山@b.example"], "subject": "s", "text": "t"}               | to          | needs_utf8_headers
          {"to": ["a@b.example"], "subject": "s", "text": "t", "headers": {"From": "x"}} | headers.From | reserved
          {"to": ["a@b.example"], "subject": "s", "text": "t", "headers": {"X-a": "x\\r\\ny"}} | headers.X-a | control_characters
          {"to": ["a@b.example"], "subject": "s", "text": "t", "headers": {"X: y": "x"}} | headers.X: y | syntax
          {"to": ["a@b.example"], "subject": "s", "attachments": [{"name": "../a", "contentType": "text/plain", "content": ""}]} | attachments[0].name | path
          {"to": ["a@b.example"], "subject": "s", "attachments": [{"name": "a", "contentType": "x", "content": ""}]} | attachments[0].contentType | syntax
          {"to": ["a@b.example"], "subject": "s", "attachments": [{"name": "a", "contentType": "text/plain", "content": "%"}]} | attachments[0].content | not_base64
          {"to": ["a@b.example"], "subject": "s", "attachments": [{"name": "a", "contentType": "image/png", "content": "", "contentId": "<a>"}]} | attachments[0].contentId | syntax
          {"to": ["a@b.example"], "subject": "s", "text": "t", "sendAt": "tomorrow"} | sendAt | syntax
          {"to": ["a@b.example"], "subject": "s", "text": "t", "sendAt": "2099-01-01T00:00:00Z"} | sendAt | too_far_ahead
          {"to": ["a@b.example"], "subject": "s", "text": "t", "sendAt": "2020-01-02T00:00:00Z", "expiresAt": "2020-01-01T00:00:00Z"} | expiresAt | over_before_sent
          {"to": ["a@b.example"], "subject": "s", "text": "t", "expiresAt": "+100000-01-01T00:00:00Z"} | expiresAt | too_far_ahead
          {"to": ["a@b.example"], "subject": "s", "text": "t", "priority": "urgent"} | priority | unknown
          """)
  void namesWhatIsWrong(String json, String field, String code) throws Exception {
    send(json)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("validation_failed"))
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @Test
  void manyRecipientsAreTooMany() throws Exception {
    String many = "\"a@example.org\",".repeat(501);
    send("{\"to\": ["
            + many.substring(0, many.length() - 1)
            + "], \"subject\": \"s\", \"text\": \"t\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("too_many"));
  }

  @Test
  void theSameKeyIsTheSameMessage() throws Exception {
    String first = sendWithKey(HELLO, "k1").andReturn().getResponse().getContentAsString();
    sendWithKey(HELLO, "k1")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").value((Integer) JsonPath.read(first, "$.id")));
    sendWithKey(HELLO.replace("Hello", "Bye"), "k1")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("idempotency_key_reused"));
    sendWithKey(HELLO, "not visible")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("Idempotency-Key"));
  }

  private ResultActions sendWithKey(String json, String key) throws Exception {
    return mvc.perform(
        post(MESSAGES)
            .with(application)
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", key)
            .content(json));
  }

  @Test
  void attachmentsOfAnySizeUpToTheLimit() throws Exception {
    send(withAttachment(17_000_000)).andExpect(status().isAccepted());
    runLanes();
    assertThat(server.commands().stream().mapToLong(String::length).sum())
        .as("in several parts in the database, and in one when it leaves")
        .isGreaterThan(22_000_000);

    send(withAttachment(20_000_000))
        .andExpect(status().isContentTooLarge())
        .andExpect(jsonPath("$.code").value("payload_too_large"))
        .andExpect(jsonPath("$.detail").value(containsString("25,600 KB")));
    send(withAttachment(31_000_000))
        .andExpect(status().isContentTooLarge())
        .andExpect(jsonPath("$.code").value("payload_too_large"));
  }

  private static String withAttachment(int octets) {
    return """
    {"to": ["a@example.org"], "subject": "s",
     "attachments": [{"name": "a", "contentType": "application/pdf", "content": "%s"}]}
    """
        .formatted(Base64.getEncoder().encodeToString(new byte[octets]));
  }

  @Test
  void pagesGoFromNewToOld() throws Exception {
    int first = accepted(HELLO);
    int second = accepted(HELLO.replace("Hello", "Invoice Größe"));
    mvc.perform(get(MESSAGES + "?limit=1").with(application))
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].id").value(second));
    mvc.perform(get(MESSAGES + "?limit=1&before=" + second).with(application))
        .andExpect(jsonPath("$[0].id").value(first));
    mvc.perform(get(MESSAGES + "?query=GROSSE").with(application))
        .andExpect(jsonPath("$.length()").value(0));
    mvc.perform(get(MESSAGES + "?query=INVOICE").with(application))
        .andExpect(jsonPath("$.length()").value(1));
    mvc.perform(get(MESSAGES + "?query=a@example.org&status=QUEUED").with(application))
        .andExpect(jsonPath("$.length()").value(2));
    mvc.perform(get(MESSAGES + "?status=DELIVERED").with(application))
        .andExpect(jsonPath("$.length()").value(0));
    mvc.perform(get(MESSAGES + "?limit=0").with(application))
        .andExpect(status().isUnprocessableContent());
    mvc.perform(get(MESSAGES + "?status=LOST").with(application))
        .andExpect(status().isBadRequest());
  }

  @Test
  void retriesAndCancels() throws Exception {
    server.on("RCPT", "550 5.1.1 unknown");
    int id = accepted(HELLO);
    runLanes();
    mvc.perform(get(MESSAGES + "/" + id).with(application))
        .andExpect(jsonPath("$.status").value("REFUSED"))
        .andExpect(jsonPath("$.failure.code").value("recipient_unknown"))
        .andExpect(jsonPath("$.recipients[0].serverReply").value(containsString("5.1.1 unknown")))
        .andExpect(jsonPath("$.recipients[0].enhancedStatusCode").value("5.1.1"));
    change(id, "cancel")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("message_ended"));

    change(id, "retry").andExpect(status().isOk()).andExpect(jsonPath("$.status").value("QUEUED"));
    change(id, "cancel")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("CANCELLED"));
    runLanes();
    assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT"))).hasSize(1);

    server.on("RCPT", "250 ok");
    change(id, "retry").andExpect(status().isOk());
    runLanes();
    change(id, "retry")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("message_delivered"));
  }

  /** Whoever sends it has to be told first. */
  @Test
  void aMessageThatIsBeingSentIsCancelledWhenItComesBack() throws Exception {
    server.on("RCPT", "450 4.2.0 later");
    int id = accepted(HELLO);
    runLanes();
    jdbc.sql("UPDATE message SET claim = 'system#0/a' WHERE id = ?").param(id).update();
    change(id, "cancel")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("DEFERRED"));

    jdbc.sql("UPDATE message SET claim = NULL, due_at = accepted_at WHERE id = ?")
        .param(id)
        .update();
    runLanes();
    mvc.perform(get(MESSAGES + "/" + id).with(application))
        .andExpect(jsonPath("$.status").value("CANCELLED"));
    assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT"))).hasSize(1);
  }

  @Test
  void saysWhyAMessageCannotBeChangedNow() throws Exception {
    server.on("RCPT", "450 4.2.0 later");
    int id = accepted(HELLO);
    runLanes();
    mvc.perform(get(MESSAGES + "/" + id).with(application))
        .andExpect(jsonPath("$.reason").value("RETRY"))
        .andExpect(jsonPath("$.recipients[0].status").value("DEFERRED"))
        .andExpect(jsonPath("$.recipients[0].reason").value("RETRY"))
        .andExpect(jsonPath("$.recipients[0].nextAttemptAt").isNotEmpty());

    jdbc.sql("UPDATE message SET claim = 'system#0/a' WHERE id = ?").param(id).update();
    change(id, "retry")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("message_being_sent"));

    jdbc.sql("UPDATE message SET claim = NULL WHERE id = ?").param(id).update();
    jdbc.sql("DELETE FROM message_body WHERE message = ?").param(id).update();
    change(id, "retry")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("message_content_deleted"));
  }

  private ResultActions change(int id, String how) throws Exception {
    return mvc.perform(post(MESSAGES + "/" + id + "/" + how).with(application));
  }

  @Test
  void othersSeeNothing() throws Exception {
    int id = accepted(HELLO);
    for (String address : new String[] {MESSAGES, MESSAGES + "/" + id}) {
      mvc.perform(get(address).with(stranger))
          .andExpect(status().isNotFound())
          .andExpect(jsonPath("$.code").value("not_found"));
    }
    mvc.perform(get(MESSAGES.replace("acme", "other") + "/" + id).with(stranger))
        .andExpect(status().isNotFound());
    mvc.perform(post(MESSAGES.replace("acme", "other") + "/" + id + "/cancel").with(stranger))
        .andExpect(status().isNotFound());
    mvc.perform(get(MESSAGES.replace("acme", "other")).with(stranger))
        .andExpect(jsonPath("$.length()").value(0));
  }

  @Test
  void tellsTenantsNothingOfTheSystemServerButWhatItSaidOfTheirMail() throws Exception {
    server.on("greeting", "554 go away from secret.internal");
    int id = accepted(HELLO);
    runLanes();

    String seen =
        mvc.perform(get(MESSAGES + "/" + id).with(application))
            .andExpect(jsonPath("$.status").value("DEFERRED"))
            .andExpect(jsonPath("$.reason").value("SERVER_PAUSED"))
            .andExpect(jsonPath("$.failure.code").value("system_server_failed"))
            .andExpect(jsonPath("$.attempts[0].failure.code").value("system_server_failed"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(seen).doesNotContain("localhost", "secret.internal", "" + server.port());
    mvc.perform(get(MESSAGES + "/" + id).with(authentication(TestUsers.systemAdmin())))
        .andExpect(jsonPath("$.attempts[0].serverReply").value(containsString("secret.internal")));
  }
}

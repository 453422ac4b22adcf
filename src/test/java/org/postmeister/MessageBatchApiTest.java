package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Many messages in one request over the HTTP API. */
@PostmeisterTest
class MessageBatchApiTest {

  private static final String BATCH = "/api/v1/tenants/acme/messages/batch";

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient jdbc;
  @Autowired private RoundTrips roundTrips;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  private RequestPostProcessor application;

  @BeforeEach
  void mailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 1), null), null);
    TenantId acme = SomeTenants.create(tenants, "acme");
    application = authentication(TestUsers.tenantAdmin(acme));
    jdbc.sql("DELETE FROM message").update();
    SecurityContextHolder.clearContext();
  }

  private ResultActions send(String body) throws Exception {
    return mvc.perform(
        post(BATCH).with(application).contentType(MediaType.APPLICATION_JSON).content(body));
  }

  private ResultActions sendAll(String... messages) throws Exception {
    return send("{\"messages\": [" + String.join(",", messages) + "]}");
  }

  private static String message(String subject) {
    return "{\"to\": [\"a@example.org\"], \"subject\": \"" + subject + "\", \"text\": \"b\"}";
  }

  private static String message(String subject, String key) {
    return message(subject).replaceFirst("}$", ", \"idempotencyKey\": \"" + key + "\"}");
  }

  private static String[] messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> message("Subject " + i)).toArray(String[]::new);
  }

  private List<String> stored() {
    return jdbc.sql("SELECT subject FROM message ORDER BY id").query(String.class).list();
  }

  @Test
  void acceptsAsManyAsAllowedInTheirOrder() throws Exception {
    String json =
        sendAll(messages(500))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.results.length()").value(500))
            .andReturn()
            .getResponse()
            .getContentAsString();

    List<Integer> ids = JsonPath.read(json, "$.results[*].id");
    assertThat(ids).hasSize(500).doesNotHaveDuplicates();
    for (int i : new int[] {0, 49, 50, 499}) {
      assertThat(
              jdbc.sql("SELECT subject FROM message WHERE id = ?")
                  .param(ids.get(i))
                  .query(String.class)
                  .single())
          .isEqualTo("Subject " + i);
    }
    assertThat(new HashSet<>(JsonPath.<List<String>>read(json, "$.results[*].status")))
        .containsExactly("QUEUED");
  }

  @Test
  void oneThatIsWrongDoesNotAffectTheOthers() throws Exception {
    String large =
        message("Large")
            .replaceFirst(
                "}$",
                ", \"attachments\": [{\"name\": \"a\", \"contentType\": \"a/b\", \"content\": \""
                    + Base64.getEncoder().encodeToString(new byte[26_000_000])
                    + "\"}]}");
    sendAll(
            message("first"),
            "{\"to\": [\"nobody\"], \"subject\": \"a\", \"text\": \"b\"}",
            "{\"to\": [\"a@example.org\"], \"subject\": {\"a\": [1, 2]}, \"text\": \"b\"}",
            "17",
            "null",
            message("unknown").replace("\"text\"", "\"body\""),
            message("key").replaceFirst("}$", ", \"idempotencyKey\": 17}"),
            message("from").replaceFirst("}$", ", \"from\": \"boss@example.net\"}"),
            message("header").replaceFirst("}$", ", \"headers\": {\"X-SMTPAPI\": \"a\"}}"),
            large,
            message("last"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results.length()").value(11))
        .andExpect(jsonPath("$.results[0].status").value("QUEUED"))
        .andExpect(jsonPath("$.results[1].code").value("validation_failed"))
        .andExpect(jsonPath("$.results[1].status").value(422))
        .andExpect(jsonPath("$.results[1].errors[0].field").value("to[0]"))
        .andExpect(jsonPath("$.results[2].code").value("malformed_request"))
        .andExpect(jsonPath("$.results[3].code").value("malformed_request"))
        .andExpect(jsonPath("$.results[4].code").value("validation_failed"))
        .andExpect(jsonPath("$.results[5].code").value("malformed_request"))
        .andExpect(jsonPath("$.results[5].detail").value("The field “body” does not exist."))
        .andExpect(jsonPath("$.results[6].errors[0].field").value("idempotencyKey"))
        .andExpect(jsonPath("$.results[7].code").value("sender_not_allowed"))
        .andExpect(jsonPath("$.results[8].code").value("header_not_allowed"))
        .andExpect(jsonPath("$.results[9].code").value("payload_too_large"))
        .andExpect(jsonPath("$.results[10].status").value("QUEUED"));

    assertThat(stored()).containsExactly("first", "last");
  }

  @Test
  void theSameKeyIsTheSameMessage() throws Exception {
    String first =
        sendAll(message("a", "1"), message("b", "2"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    int a = JsonPath.read(first, "$.results[0].id");

    String again =
        sendAll(
                message("new"),
                message("a", "1"),
                message("other", "2"),
                message("c", "3"),
                message("c", "3"),
                message("d", "3"))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.results[0].status").value("QUEUED"))
            .andExpect(jsonPath("$.results[1].id").value(a))
            .andExpect(jsonPath("$.results[2].code").value("idempotency_key_reused"))
            .andExpect(jsonPath("$.results[5].code").value("idempotency_key_reused"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(JsonPath.<Integer>read(again, "$.results[3].id"))
        .isEqualTo(JsonPath.<Integer>read(again, "$.results[4].id"));
    assertThat(stored()).containsExactly("a", "b", "new", "c");
  }

  @Test
  void moreThanAllowedAreRefusedAltogether() throws Exception {
    sendAll(messages(501))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("validation_failed"))
        .andExpect(jsonPath("$.errors[0].field").value("messages"));
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"messages\": {}}",
        "{\"messages\": [MESSAGE, {\"to\": ]}",
        "{\"messages\": [MESSAGE",
        "{\"messages\": [MESSAGE]",
        "{\"messages\": [MESSAGE]} {}",
        "{\"messages\": [MESSAGE], \"messages\": [MESSAGE]}",
        "{\"messages\": [MESSAGE], \"more\": 1}",
        "{\"messages\": [{\"to\": [], \"to\": []}]}"
      })
  void nothingIsStoredOfWhatIsNotWellFormed(String body) throws Exception {
    send(body.replace("MESSAGE", message("a")))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("malformed_request"));
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"messages\": []}"})
  void thereHasToBeOne(String body) throws Exception {
    send(body)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("messages"));
  }

  @Test
  void withoutARouteEachSaysWhy() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(off(open("localhost", 1)), null), null);
    SecurityContextHolder.clearContext();

    sendAll(messages(2))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results[0].code").value("mail_unavailable"))
        .andExpect(jsonPath("$.results[1].reason").value("SYSTEM_MAIL_OFF"));
  }

  @Test
  void manyRecipientsOfManyMessagesAreWithinTheLimitOfTokens() throws Exception {
    String recipients =
        IntStream.range(0, 60)
            .mapToObj(i -> "{\"address\": \"a" + i + "@example.org\", \"name\": \"A\"}")
            .collect(Collectors.joining(","));
    String[] messages =
        Stream.of(messages(500))
            .map(message -> message.replace("\"a@example.org\"", recipients))
            .toArray(String[]::new);
    sendAll(messages)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results[499].status").value("QUEUED"));
  }

  @Test
  void aHundredCostAFewRoundTripsToTheDatabase() throws Exception {
    sendAll(messages(1));
    String[] messages =
        IntStream.range(0, 100).mapToObj(i -> message("Subject", "key" + i)).toArray(String[]::new);

    List<String> trips = roundTrips.ofAllDuring(() -> sendAll(messages).andExpect(status().isOk()));

    assertThat(stored()).hasSize(101);
    assertThat(trips).hasSizeLessThan(40);
  }
}

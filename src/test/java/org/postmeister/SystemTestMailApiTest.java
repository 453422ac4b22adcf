package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestMicrosoft;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;

/** Test mails over the HTTP API, as a client sees them. */
@PostmeisterTest
class SystemTestMailApiTest extends SystemApiTestCase {

  @Test
  void tellsTheStepsOfATestThroughMicrosoftGraph() throws Exception {
    TestMicrosoft.reset();
    TestMicrosoft.entra()
        .register("contoso.example", "66666666-7777-8888-9999-000000000000", "s", "User.Read.All");

    String answer =
        test(
                """
                {"recipient": "to@example.net", "settings": {"enabled": true, "senderAddress": "noreply@example.com",
                 "authentication": {"mode": "MICROSOFT_GRAPH", "directoryId": "contoso.example",
                   "applicationId": "66666666-7777-8888-9999-000000000000", "clientSecret": "s"}}}
                """,
                "en")
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(answer)
        .contains("\"status\":\"FAILED\"", "\"code\":\"graph_access_denied\"")
        .contains("\"step\":\"PERMISSIONS\",\"status\":\"OK\",\"warning\":true")
        .contains("\"step\":\"SENDER\",\"status\":\"OK\",\"detail\":\"No Reply");
  }

  @Test
  void sendsATestMailWithUnsavedSettings() throws Exception {
    testAgainstScriptedServer("en")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("SENT"))
        .andExpect(jsonPath("$.failure").doesNotExist())
        .andExpect(jsonPath("$.serverReply").value("250 2.0.0 queued as 4711"))
        .andExpect(
            jsonPath(
                "$.steps[*].step",
                contains(
                    "RESOLVE", "CONNECT", "TLS", "AUTHENTICATE", "SENDER", "RECIPIENT", "DATA")));
  }

  @Test
  void reportsWhichStepFailedWithMessageAndHint() throws Exception {
    server.on("RCPT", "550 5.1.1 no such user");
    testAgainstScriptedServer("de")
        .andExpect(jsonPath("$.status").value("FAILED"))
        .andExpect(jsonPath("$.failure.step").value("RECIPIENT"))
        .andExpect(jsonPath("$.failure.code").value("recipient_unknown"))
        .andExpect(
            jsonPath("$.failure.message")
                .value("Der Server kennt den Empfänger somebody@example.net nicht."))
        .andExpect(jsonPath("$.failure.hint").isNotEmpty())
        .andExpect(jsonPath("$.serverReply").value("550 5.1.1 no such user"));
  }

  @Test
  void saysThatMailIsOff() throws Exception {
    send(post(MAIL_SERVER + "/test"), "{\"recipient\": \"somebody@example.net\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("mail_unavailable"))
        .andExpect(jsonPath("$.reason").value("SYSTEM_MAIL_OFF"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"recipient\": \"nobody\"}"})
  void refusesATestWithoutRecipient(String body) throws Exception {
    send(post(MAIL_SERVER + "/test"), body)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("recipient"));
  }

  private ResultActions testAgainstScriptedServer(String language) throws Exception {
    String body =
        """
        {"recipient": "somebody@example.net", "settings": {"enabled": true, "host": "localhost",
         "port": %d, "senderAddress": "noreply@example.com"}}
        """
            .formatted(server.port());
    return test(body, language);
  }

  private ResultActions test(String body, String language) throws Exception {
    MvcResult started = send(post(MAIL_SERVER + "/test"), body, language).andReturn();
    return mvc.perform(asyncDispatch(started));
  }
}

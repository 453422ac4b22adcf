package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.testing.FakeGoogle;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestDns;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of the system's mail server, as a client sees it. */
@PostmeisterTest
@Tag("slow")
class SystemMailServerApiTest extends SystemApiTestCase {

  @Test
  void describesEachField() throws Exception {
    String schema = "$.components.schemas.MailServer.properties.";
    ResultActions description = send(get("/api/v1/openapi.json")).andExpect(status().isOk());
    for (MailServerField<?> field : MailServerField.ALL) {
      description.andExpect(
          jsonPath(schema + field.name().replace(".", ".properties.") + ".description")
              .isNotEmpty());
    }
    description
        .andExpect(jsonPath(schema + "port.maximum").value(65_535))
        .andExpect(jsonPath(schema + "port.default").value(25))
        .andExpect(jsonPath(schema + "encryption.enum.length()").value(3))
        .andExpect(jsonPath(schema + "encryption.default").value("NONE"))
        .andExpect(jsonPath(schema + "allowedSenders.type", contains("array", "null")))
        .andExpect(jsonPath(schema + "allowedSenders.items.type").value("string"))
        .andExpect(jsonPath(schema + "allowedSenders.maxItems").value(100))
        .andExpect(jsonPath(schema + "senderPolicy.enum", contains("REFUSE", "REWRITE")))
        .andExpect(jsonPath(schema + "senderPolicy.default").doesNotExist())
        .andExpect(jsonPath(schema + "fields").doesNotExist());
  }

  @Test
  void keepsAMailServerAndNeverTellsThePassword() throws Exception {
    String answer =
        send(put(MAIL_SERVER), COMPLETE)
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.authentication.passwordSet").value(true))
            .andExpect(jsonPath("$.authentication.password").doesNotExist())
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(answer).doesNotContain("write-only");
    send(get(MAIL_SERVER))
        .andExpect(header().string("ETag", "\"2\""))
        .andExpect(
            content()
                .json(
                    """
                    {"enabled": true, "host": "smtp.example.com", "port": 587, "encryption": "STARTTLS",
                     "senderAddress": "noreply@example.com", "senderName": "Example", "utf8Headers": false,
                     "authentication": {"mode": "USERNAME_PASSWORD", "username": "u", "passwordSet": true}}
                    """));
  }

  @Test
  void whatWasReadCanBeSentBack() throws Exception {
    send(put(MAIL_SERVER), COMPLETE);
    String read = send(get(MAIL_SERVER)).andReturn().getResponse().getContentAsString();

    send(put(MAIL_SERVER), read).andExpect(status().isOk()).andExpect(content().json(read));
  }

  @Test
  void saysHowTheServerDoes() throws Exception {
    send(put(MAIL_SERVER), COMPLETE)
        .andExpect(jsonPath("$.health.state").value("UNTESTED"))
        .andExpect(jsonPath("$.health.learned.connections").doesNotExist());
    jdbc.sql(
            """
            INSERT INTO server_limit (owner, connections, messages_per_minute, learnt_at, reply, pipelining)
            VALUES ('system', 2, 30, '2026-01-01 12:00:00', '421 4.7.0 busy', FALSE)
            """)
        .update();

    send(get(MAIL_SERVER))
        .andExpect(
            content()
                .json(
                    """
                    {"health": {"state": "SLOWED", "since": "2026-01-01T12:00:00Z",
                      "learned": {"connections": 2, "messagesPerConnection": null, "perMinute": 30,
                        "pipelining": false, "reason": "421 4.7.0 busy"}}}
                    """));
  }

  @Test
  void keepsLimitsAndSaysWhoHasChangedThem() throws Exception {
    String open =
        """
        {"enabled": true, "host": "smtp.example.com", "port": 587, "encryption": "STARTTLS",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}, "limits": %s}
        """;
    send(put(MAIL_SERVER), open.formatted("{\"connections\": 3, \"perMinute\": \"60\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.limits.connections").value(3))
        .andExpect(jsonPath("$.limits.perMinute").value(60))
        .andExpect(jsonPath("$.limits.perDay").isEmpty());
    send(put(MAIL_SERVER), open.formatted("{\"perHour\": 1.5, \"perDay\": 1000001}"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("limits.perHour"))
        .andExpect(jsonPath("$.errors[1].field").value("limits.perDay"));
    send(put(MAIL_SERVER), open.formatted("null"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.limits.connections").isEmpty());

    assertThat(send(get("/api/v1/audit")).andReturn().getResponse().getContentAsString())
        .contains("limits.connections", "limits.perMinute");
  }

  @Test
  void keepsWhatOnlySomeServersNeed() throws Exception {
    String open =
        """
        {"enabled": true, "host": "smtp.example.com", "port": 587, "encryption": "%s",
         "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}, %s}
        """;
    String pem =
        Files.readString(TestAuthority.trusted(), StandardCharsets.US_ASCII)
            .replace("\r", "")
            .replace("\n", "\\n");
    String options =
        """
        "greetingName": "mail.example.com", "replyTo": "help@example.com",
        "envelopeSender": "bounces@example.com", "trustedCertificates": "The one we have: %s",
        "timeouts": {"connectSeconds": 20, "answerSeconds": "60"}
        """
            .formatted(pem);
    String read =
        send(put(MAIL_SERVER), open.formatted("TLS", options))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.greetingName").value("mail.example.com"))
            .andExpect(jsonPath("$.replyTo").value("help@example.com"))
            .andExpect(jsonPath("$.envelopeSender").value("bounces@example.com"))
            .andExpect(jsonPath("$.trustedCertificates", startsWith("-----BEGIN CERTIFICATE")))
            .andExpect(jsonPath("$.timeouts.connectSeconds").value(20))
            .andExpect(jsonPath("$.timeouts.answerSeconds").value(60))
            .andReturn()
            .getResponse()
            .getContentAsString();
    send(put(MAIL_SERVER), read).andExpect(status().isOk()).andExpect(content().json(read));
    send(put(MAIL_SERVER), open.formatted("NONE", options))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("trustedCertificates"));
    send(
            put(MAIL_SERVER),
            open.formatted(
                "TLS",
                """
                "greetingName": "mail_1.example.com", "replyTo": "nobody", "envelopeSender": "a b",
                "trustedCertificates": "-----BEGIN PRIVATE KEY-----\\nAA==\\n-----END PRIVATE KEY-----",
                "timeouts": {"messageSeconds": 901}
                """))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors.length()").value(5))
        .andExpect(jsonPath("$.errors[3].code").value("contains_private_key"))
        .andExpect(jsonPath("$.errors[4].field").value("timeouts.messageSeconds"));
    send(put(MAIL_SERVER), open.formatted("TLS", "\"utf8Headers\": false"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.greetingName").doesNotExist())
        .andExpect(jsonPath("$.timeouts.connectSeconds").isEmpty());

    assertThat(send(get("/api/v1/audit")).andReturn().getResponse().getContentAsString())
        .contains("greetingName", "trustedCertificates", "CN=", "timeouts.answerSeconds")
        .doesNotContain("BEGIN CERTIFICATE");
  }

  @Test
  void keepsWhomMailMayBeFrom() throws Exception {
    String open =
        """
        {"enabled": true, "host": "smtp.example.com", "senderAddress": "noreply@example.com",
         "authentication": {"mode": "NONE"}%s}
        """;
    send(put(MAIL_SERVER), open.formatted(""))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.allowedSenders").doesNotExist())
        .andExpect(jsonPath("$.senderPolicy").doesNotExist());
    String read =
        send(
                put(MAIL_SERVER),
                open.formatted(
                    """
                    , "allowedSenders": ["billing@example.com", "*@Example.ORG"], "senderPolicy": "rewrite"
                    """))
            .andExpect(status().isOk())
            .andExpect(
                jsonPath("$.allowedSenders", contains("billing@example.com", "*@example.org")))
            .andExpect(jsonPath("$.senderPolicy").value("REWRITE"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    send(get(MAIL_SERVER)).andExpect(content().json(read));
    send(put(MAIL_SERVER), read).andExpect(status().isOk()).andExpect(content().json(read));
    send(
            put(MAIL_SERVER),
            open.formatted(", \"allowedSenders\": [\"a@b.example\", \"*.x@b.example\"]"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors.length()").value(1))
        .andExpect(jsonPath("$.errors[0].field").value("allowedSenders"))
        .andExpect(jsonPath("$.errors[0].message", containsString("*.x@b.example")));
    send(put(MAIL_SERVER), open.formatted(", \"senderPolicy\": \"DROP\""))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("senderPolicy"));
    for (String odd : List.of("7", "true", "{}", "[7]", "[null]", "[[\"a@b.example\"]]")) {
      send(put(MAIL_SERVER), open.formatted(", \"allowedSenders\": " + odd))
          .andExpect(status().isBadRequest())
          .andExpect(jsonPath("$.code").value("malformed_request"));
    }
    send(put(MAIL_SERVER), open.formatted(", \"allowedSenders\": []"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.allowedSenders").doesNotExist());

    assertThat(send(get("/api/v1/audit")).andReturn().getResponse().getContentAsString())
        .contains("allowedSenders", "billing@example.com, *@example.org", "senderPolicy");
  }

  // Whoever may say whose certificates are good can stand between.
  @Test
  void wantsTheSecretAgainForOtherAuthorities() throws Exception {
    send(put(MAIL_SERVER), COMPLETE);
    String pem =
        Files.readString(TestAuthority.trusted(), StandardCharsets.US_ASCII)
            .replace("\r", "")
            .replace("\n", "\\n");

    send(
            put(MAIL_SERVER),
            COMPLETE
                .replace(", \"password\": \"write-only\"", "")
                .replace(
                    "\"authentication\"",
                    "\"trustedCertificates\": \"" + pem + "\", \"authentication\""))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("secret_required"));
  }

  @Test
  void wantsTheSecretAgainForAnotherDestination() throws Exception {
    send(put(MAIL_SERVER), COMPLETE);

    send(
            put(MAIL_SERVER),
            COMPLETE
                .replace("smtp.example.com", "other.example.com")
                .replace(", \"password\": \"write-only\"", ""))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("secret_required"))
        .andExpect(jsonPath("$.errors[0].field").value("authentication.password"));
  }

  @Test
  void knowsProvidersAndFindsServers() throws Exception {
    send(get("/api/v1/mail-server-presets"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[?(@.id == 'SENDGRID')].username").value("apikey"))
        .andExpect(jsonPath("$[?(@.id == 'MICROSOFT_365_SMTP')].limits.connections").value(3))
        .andExpect(jsonPath("$[?(@.id == 'GMX')].hint").isNotEmpty());
    TestDns.server().with("mx-only.example", "MX", "10 mx00.emig.gmx.net.");
    MvcResult found =
        send(post("/api/v1/mail-server-presets/discover"), "{\"address\": \"a@mx-only.example\"}")
            .andReturn();
    mvc.perform(asyncDispatch(found))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.source").value("MX"))
        .andExpect(jsonPath("$.host").value("mail.gmx.net"))
        .andExpect(jsonPath("$.preset.id").value("GMX"));
    send(post("/api/v1/mail-server-presets/discover"), "{\"address\": \"nobody\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("address"));
  }

  @Test
  void keepsAServiceAccountOfGoogles() throws Exception {
    String settings =
        """
        {"enabled": true, "host": "smtp.gmail.com", "port": 587, "encryption": "%s",
         "senderAddress": "noreply@example.com",
         "authentication": {"mode": "GOOGLE_SERVICE_ACCOUNT", "user": "noreply@example.com" %s}}
        """;
    String file = FakeGoogle.keyFileOfAnother();
    String read =
        send(put(MAIL_SERVER), settings.formatted("STARTTLS", ", \"key\": " + file))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.authentication.user").value("noreply@example.com"))
            .andExpect(jsonPath("$.authentication.keySet").value(true))
            .andExpect(jsonPath("$.authentication.key").doesNotExist())
            .andExpect(jsonPath("$.authentication.username").doesNotExist())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(read).doesNotContain("PRIVATE KEY");
    send(put(MAIL_SERVER), read).andExpect(status().isOk()).andExpect(content().json(read));
    send(
            put(MAIL_SERVER),
            settings.formatted(
                "STARTTLS", ", \"key\": " + new JsonMapper().writeValueAsString(file)))
        .andExpect(status().isOk());
    send(put(MAIL_SERVER), read.replace("\"user\":\"noreply@", "\"user\":\"other@"))
        .andExpect(jsonPath("$.code").value("secret_required"))
        .andExpect(jsonPath("$.errors[0].field").value("authentication.key"));
    send(put(MAIL_SERVER), settings.formatted("NONE", ", \"key\": " + file))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("required_for_access_token"));
    for (String wrong : List.of("\"x\"", "{}", "{\"type\": \"service_account\"}", "17")) {
      send(put(MAIL_SERVER), settings.formatted("TLS", ", \"key\": " + wrong))
          .andExpect(status().isUnprocessableContent())
          .andExpect(jsonPath("$.errors[0].field").value("authentication.key"));
    }
    send(
        put(MAIL_SERVER),
        settings
            .formatted("TLS", "")
            .replace("GOOGLE_SERVICE_ACCOUNT\", \"user\": \"noreply@example.com\"", "NONE\""));
    send(put(PLATFORM), "{\"version\": \"7.3.0\"}").andExpect(status().isOk());
    send(put(MAIL_SERVER), settings.formatted("STARTTLS", ", \"key\": " + file))
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.feature").value("GOOGLE_SERVICE_ACCOUNT"));
  }

  @Test
  void keepsACertificateInPlaceOfAClientSecret() throws Exception {
    String graph =
        """
        {"enabled": true, "senderAddress": "noreply@example.com",
         "authentication": {"mode": "MICROSOFT_GRAPH", "directoryId": "11111111-2222-3333-4444-555555555555",
           "applicationId": "66666666-7777-8888-9999-000000000000", %s}}
        """;
    String read =
        send(put(MAIL_SERVER), graph.formatted("\"certificate\": {\"generate\": true}"))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.authentication.clientSecretSet").value(false))
            .andExpect(jsonPath("$.authentication.certificate.thumbprint").isNotEmpty())
            .andExpect(jsonPath("$.authentication.certificate.notAfter").isNotEmpty())
            .andExpect(
                jsonPath("$.authentication.certificate.pem", startsWith("-----BEGIN CERTIFICATE")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(read).doesNotContain("PRIVATE KEY");
    send(put(MAIL_SERVER), read).andExpect(status().isOk()).andExpect(content().json(read));
    // The key belongs to the other one.
    String other =
        new ClientCertificateFactory(Clock.systemUTC())
            .generate()
            .certificate()
            .pem()
            .replace("\n", "\\n");
    send(put(MAIL_SERVER), graph.formatted("\"certificate\": {\"pem\": \"" + other + "\"}"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("secret_required"))
        .andExpect(jsonPath("$.errors[0].field").value("authentication.certificate"));
    send(put(MAIL_SERVER), read.replace("66666666-", "77777777-")).andExpect(status().isOk());
    send(put(MAIL_SERVER), graph.formatted("\"certificate\": \"AAAA\""))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("unreadable"));
    send(put(MAIL_SERVER), graph.formatted("\"certificate\": {\"pfx\": \"AAAA\"}"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("unreadable"));
    send(put(MAIL_SERVER), graph.formatted("\"certificate\": {}"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("missing"));
    send(put(MAIL_SERVER), graph.formatted("\"clientSecret\": \"write-only\""))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.authentication.clientSecretSet").value(true))
        .andExpect(jsonPath("$.authentication.certificate").doesNotExist());

    assertThat(
            jdbc.sql("SELECT field FROM secret WHERE owner = 'mail-server/system'")
                .query(String.class)
                .list())
        .describedAs("the private key is gone")
        .containsExactly("clientSecret");
  }

  @Test
  void keepsMicrosoftGraph() throws Exception {
    send(
            put(MAIL_SERVER),
            """
            {"enabled": true, "senderAddress": "noreply@example.com",
             "authentication": {"mode": "MICROSOFT_GRAPH", "directoryId": "11111111-2222-3333-4444-555555555555",
               "applicationId": "66666666-7777-8888-9999-000000000000", "clientSecret": "write-only"}}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.host").doesNotExist())
        .andExpect(jsonPath("$.port").doesNotExist())
        .andExpect(jsonPath("$.authentication.clientSecretSet").value(true))
        .andExpect(jsonPath("$.authentication.clientSecret").doesNotExist());
  }

  @Test
  void keepsCloudAndExpiryOfAClientSecret() throws Exception {
    send(
            put(MAIL_SERVER),
            """
            {"enabled": true, "senderAddress": "noreply@example.com",
             "authentication": {"mode": "MICROSOFT_GRAPH", "cloud": "US_GOVERNMENT_L5", "directoryId": "Contoso.Example",
               "applicationId": "66666666-7777-8888-9999-000000000000", "clientSecret": "write-only",
               "clientSecretExpiresOn": "2027-02-28"}}
            """)
        .andExpect(status().isOk());

    send(get(MAIL_SERVER))
        .andExpect(jsonPath("$.authentication.cloud").value("US_GOVERNMENT_L5"))
        .andExpect(jsonPath("$.authentication.directoryId").value("contoso.example"))
        .andExpect(jsonPath("$.authentication.clientSecretExpiresOn").value("2027-02-28"));
  }

  @Test
  void keepsSmtpWithOauth2() throws Exception {
    send(put(MAIL_SERVER), OAUTH2)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.host").value("smtp.office365.com"))
        .andExpect(jsonPath("$.authentication.mode").value("SMTP_OAUTH2"))
        .andExpect(jsonPath("$.authentication.cloud").value("GLOBAL"))
        .andExpect(jsonPath("$.authentication.username").value("noreply@example.com"))
        .andExpect(jsonPath("$.authentication.clientSecretSet").value(true))
        .andExpect(jsonPath("$.authentication.passwordSet").doesNotExist());
  }

  @Test
  void hasSmtpWithOauth2OnlyFrom740On() throws Exception {
    send(put(PLATFORM), "{\"version\": \"7.3.9\"}").andExpect(status().isOk());
    send(put(MAIL_SERVER), OAUTH2)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.feature").value("SMTP_OAUTH2"))
        .andExpect(jsonPath("$.requiredVersions").value(">= 7.4.0"));

    send(put(PLATFORM), "{\"version\": \"7.4.0\"}").andExpect(status().isOk());
    send(put(MAIL_SERVER), OAUTH2).andExpect(status().isOk());
    send(put(PLATFORM), "{\"version\": \"7.3.9\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("downgrade_blocked"))
        .andExpect(jsonPath("$.blockers[0].feature").value("SMTP_OAUTH2"));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "MICROSOFT_GRAPH | cloud | MARS | unknown",
        "MICROSOFT_GRAPH | directoryId | common | neither_guid_nor_domain",
        "MICROSOFT_GRAPH | directoryId | ../evil.example | neither_guid_nor_domain",
        "MICROSOFT_GRAPH | directoryId | 127.0.0.1 | neither_guid_nor_domain",
        "MICROSOFT_GRAPH | applicationId | contoso.example | not_a_guid",
        "MICROSOFT_GRAPH | clientSecretExpiresOn | 31.12.2027 | syntax",
        "MICROSOFT_GRAPH | clientSecretExpiresOn | 1999-12-31 | out_of_range",
        "MICROSOFT_GRAPH | username | u | not_with_this_authentication",
        "MICROSOFT_GRAPH | password | p | not_with_this_authentication",
        "USERNAME_PASSWORD | cloud | GLOBAL | not_with_this_authentication",
        "USERNAME_PASSWORD | clientSecretExpiresOn | 2027-01-01 | not_with_this_authentication",
        "SMTP_OAUTH2 | password | p | not_with_this_authentication",
      })
  void refusesWhatAnAuthenticationDoesNotHave(String mode, String field, String value, String code)
      throws Exception {
    send(
            put(MAIL_SERVER),
            "{\"authentication\": {\"mode\": \"%s\", \"%s\": \"%s\"}}"
                .formatted(mode, field, value))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("authentication." + field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host          | ''                                  | blank",
        "host          | smtp://smtp.example.com             | contains_scheme",
        "host          | smtp.example.com:25                 | contains_port",
        "host          | smtp example com                    | contains_space",
        "host          | smtp.example.com\\r\\nX: y          | control_characters",
        "port          | 0                                   | out_of_range",
        "port          | 65536                               | out_of_range",
        "port          | abc                                 | not_a_number",
        "encryption    | SSL                                 | unknown",
        "senderAddress | a@example.com,b@example.com         | several",
        "senderAddress | a@example.com\\r\\nRCPT TO:<b@c.de> | control_characters",
        "senderAddress | a(x)@example.com                    | contains_comment",
        "senderName    | A <b@example.com>                   | forbidden_characters",
        "senderName    | A\\nBcc: b@example.com              | control_characters",
        "senderName    | A\\u202eB                           | bidi_characters"
      })
  void refusesBadValuesWithAFieldMessageAndStoresNothing(String field, String value, String code)
      throws Exception {
    send(put(MAIL_SERVER), "{\"enabled\": false, \"" + field + "\": \"" + value + "\"}", "de")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("validation_failed"))
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code))
        .andExpect(jsonPath("$.errors[0].message").isNotEmpty());
    send(get(MAIL_SERVER)).andExpect(header().string("ETag", "\"1\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USERNAME_PASSWORD | username      | a\\r\\nb  | control_characters",
        "USERNAME_PASSWORD | username      | ''       | blank",
        "USERNAME_PASSWORD | password      | a\\u0000b | control_characters",
        "USERNAME_PASSWORD | password      | ''       | blank",
        "MICROSOFT_GRAPH   | directoryId   | a b      | neither_guid_nor_domain",
        "MICROSOFT_GRAPH   | applicationId | 4711     | not_a_guid",
        "MICROSOFT_GRAPH   | applicationId | a\\nb     | control_characters",
        "MICROSOFT_GRAPH   | clientSecret  | a\\nb     | control_characters",
        "NONE              | username      | user     | not_with_this_authentication",
        "NONE              | password      | secret   | not_with_this_authentication",
        "carrier pigeon    | mode          | ''       | unknown"
      })
  void refusesBadLoginsAndKeepsWhatWasStored(String mode, String field, String value, String code)
      throws Exception {
    send(put(MAIL_SERVER), COMPLETE);
    String login = field.equals("mode") ? "" : ", \"" + field + "\": \"" + value + "\"";

    send(
            put(MAIL_SERVER),
            "{\"enabled\": false, \"authentication\": {\"mode\": \"" + mode + "\"" + login + "}}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("authentication." + field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
    send(get(MAIL_SERVER))
        .andExpect(header().string("ETag", "\"2\""))
        .andExpect(jsonPath("$.host").value("smtp.example.com"))
        .andExpect(jsonPath("$.authentication.passwordSet").value(true));
  }

  @Test
  void namesEveryBrokenFieldAtOnceInTheLanguageAskedFor() throws Exception {
    String body =
        "{\"enabled\": true, \"host\": \"a b\", \"port\": \"abc\", \"senderAddress\": \"x\"}";

    send(put(MAIL_SERVER), body, "de")
        .andExpect(jsonPath("$.errors[*].field", contains("host", "port", "senderAddress")))
        .andExpect(jsonPath("$.errors[1].message").value("Bitte geben Sie eine ganze Zahl ein."));
    send(put(MAIL_SERVER), body, "fr")
        .andExpect(jsonPath("$.errors[1].message").value("Please enter a whole number."));
  }
}

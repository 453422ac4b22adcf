package org.postmeister;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.http.MediaType;

/** The HTTP API of the system, as a client sees it. */
@PostmeisterTest
class SystemApiTest extends SystemApiTestCase {

  private static final String SUPPORT = "/api/v1/system/support";

  @Test
  void aFreshInstallationHasVersion740AndNoLimit() throws Exception {
    send(get(PLATFORM))
        .andExpect(status().isOk())
        .andExpect(header().string("ETag", "\"1\""))
        .andExpect(content().json("{\"version\":\"7.4.0\",\"license\":{}}"));
  }

  @Test
  void changesVersionAndLicence() throws Exception {
    String body =
        """
        {"version": "7.3.1", "license": {"holder": "H", "id": "4711", "edition": "E",
         "validUntil": "2027-12-31", "maxTenants": 25}}
        """;

    send(put(PLATFORM), body).andExpect(status().isOk()).andExpect(content().json(body));
    send(get(PLATFORM)).andExpect(content().json(body));
  }

  @Test
  void theSameOnceMoreIsNoNewVersion() throws Exception {
    String platform =
        "{\"version\": \"7.4.0\", \"license\": {\"holder\": \"H\", \"maxTenants\": 25}}";
    String support = "{\"address\": \"help@example.com\", \"tenantAddressAllowed\": true}";
    for (String[] one :
        List.of(
            new String[] {MAIL_SERVER, COMPLETE},
            new String[] {PLATFORM, platform},
            new String[] {SUPPORT, support})) {
      send(put(one[0]), one[1]).andExpect(header().string("ETag", "\"2\""));
      send(put(one[0]), one[1]).andExpect(header().string("ETag", "\"2\""));
      send(put(one[0]).header("If-Match", "\"1\""), one[1])
          .andExpect(status().isPreconditionFailed());
    }
  }

  @Test
  void speaksOfLoginRequiredBefore730() throws Exception {
    send(put(PLATFORM), "{\"version\": \"7.2.0\"}").andExpect(status().isOk());

    send(put(MAIL_SERVER), COMPLETE)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.feature").value("AUTHENTICATION_MODE"))
        .andExpect(jsonPath("$.requiredVersions").value(">= 7.3.0"))
        .andExpect(jsonPath("$.platformVersion").value("7.2.0"));
    send(
            put(MAIL_SERVER),
            """
            {"enabled": true, "host": "smtp.example.com", "senderAddress": "noreply@example.com",
             "loginRequired": true, "username": "u", "password": "p"}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.loginRequired").value(true))
        .andExpect(jsonPath("$.username").value("u"))
        .andExpect(jsonPath("$.passwordSet").value(true))
        .andExpect(jsonPath("$.password").doesNotExist())
        .andExpect(jsonPath("$.authentication").doesNotExist());
  }

  @Test
  void doesNotSpeakOfLoginRequiredFrom730() throws Exception {
    send(put(MAIL_SERVER), "{\"enabled\": false, \"loginRequired\": false}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.feature").value("LOGIN_REQUIRED"));
  }

  @Test
  void hidesAndRefusesUtf8HeadersBefore710() throws Exception {
    send(put(PLATFORM), "{\"version\": \"7.0.0\"}").andExpect(status().isOk());

    send(get(MAIL_SERVER)).andExpect(jsonPath("$.utf8Headers").doesNotExist());
    send(put(MAIL_SERVER), "{\"enabled\": false, \"utf8Headers\": true}")
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.feature").value("UTF8_HEADERS"));
  }

  @Test
  void namesWhatBlocksADowngrade() throws Exception {
    send(put(MAIL_SERVER), "{\"enabled\": false, \"utf8Headers\": true}")
        .andExpect(status().isOk());

    send(put(PLATFORM), "{\"version\": \"7.0.0\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("downgrade_blocked"))
        .andExpect(jsonPath("$.blockers[0].owner").value("system"))
        .andExpect(jsonPath("$.blockers[0].feature").value("UTF8_HEADERS"));
  }

  @Test
  void changesSupportOptions() throws Exception {
    String body =
        "{\"address\": \"help@example.com\", \"tenantAddressAllowed\": true,"
            + " \"attachSystemInformation\": true}";

    send(put(SUPPORT), body).andExpect(status().isOk());
    send(get(SUPPORT)).andExpect(content().json(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        PLATFORM + " | {\"version\": \"7.3.1\"}",
        MAIL_SERVER
            + " | {\"enabled\": false, \"senderName\": \"A\", \"authentication\": {\"mode\":"
            + " \"NONE\"}}",
        SUPPORT + " | {\"address\": \"help@example.com\"}"
      })
  void honoursIfMatch(String path, String other) throws Exception {
    String read = send(get(path)).andReturn().getResponse().getContentAsString();

    send(put(path).header("If-Match", "\"1\""), other)
        .andExpect(status().isOk())
        .andExpect(header().string("ETag", "\"2\""));
    send(put(path).header("If-Match", "\"1\""), read)
        .andExpect(status().isPreconditionFailed())
        .andExpect(jsonPath("$.code").value("version_conflict"));
    send(put(path).header("If-Match", "\"never handed out\""), read)
        .andExpect(status().isPreconditionFailed());
    send(put(path), read).andExpect(status().isOk());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"enabled\": tru",
        "{\"enabled\": false, \"unknown\": 1}",
        "{\"enabled\": false, \"authentication\": {\"mode\": \"NONE\", \"unknown\": 1}}",
        "[]",
        "{\"enabled\": false} {}",
        "{\"enabled\": false, \"enabled\": true}",
        "{\"enabled\": {\"deep\": 1}}",
        "{\"senderName\": [\"A\"]}",
        "{\"limits\": 5}",
        "{\"limits\": {\"perDay\": true}}"
      })
  void refusesMalformedAndUnknownJson(String body) throws Exception {
    send(put(MAIL_SERVER), body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("malformed_request"))
        .andExpect(jsonPath("$.detail").isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hots\": \"mail.example.com\"}",
        "{\"limits\": {\"hots\": 1}}",
        "{\"limits.hots\": 1}",
        "{\"authentication\": {\"hots\": \"NONE\"}}"
      })
  void saysWhichFieldItDoesNotKnow(String body) throws Exception {
    send(put(MAIL_SERVER), body)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("hots")));
  }

  @Test
  void aDottedNameIsNoField() throws Exception {
    send(put(MAIL_SERVER), "{\"limits.perDay\": 5}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("limits.perDay")));
  }

  @Test
  void whatIsNeitherOnNorOffIsNamed() throws Exception {
    send(put(MAIL_SERVER), "{\"enabled\": \"perhaps\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("enabled"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "a@example.com,b@example.com", "a@example.com\\r\\n"})
  void refusesBadSupportAddresses(String address) throws Exception {
    send(put(SUPPORT), "{\"address\": \"" + address + "\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("address"));
  }

  @Test
  void refusesBadLicences() throws Exception {
    send(
            put(PLATFORM),
            "{\"version\": \"seven\", \"license\": {\"validUntil\": \"tomorrow\", \"maxTenants\":"
                + " 0, \"holder\": \"\"}}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            jsonPath(
                "$.errors[*].field",
                containsInAnyOrder(
                    "version", "license.validUntil", "license.maxTenants", "license.holder")));
  }

  @ParameterizedTest
  @ValueSource(strings = {PLATFORM, MAIL_SERVER, SUPPORT, "/api/v1/unknown"})
  void wantsALogin(String path) throws Exception {
    mvc.perform(get(path))
        .andExpect(status().isUnauthorized())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("unauthenticated"))
        .andExpect(header().exists("WWW-Authenticate"));
  }

  @Test
  void setsNoCookie() throws Exception {
    send(get(PLATFORM)).andExpect(header().doesNotExist("Set-Cookie"));
  }

  @Test
  void answersWithProblemsWhereNothingIs() throws Exception {
    send(get("/api/v1/unknown"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("not_found"));
    send(post(PLATFORM), "{}")
        .andExpect(status().isMethodNotAllowed())
        .andExpect(jsonPath("$.code").value("method_not_allowed"));
    mvc.perform(put(PLATFORM).with(admin()).contentType(MediaType.TEXT_PLAIN).content("x"))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.code").value("unsupported_media_type"));
  }

  @Test
  void hasAPageToBrowseItsDescription() throws Exception {
    mvc.perform(get("/api/v1/docs")).andExpect(status().is3xxRedirection());
    mvc.perform(get("/api/v1/swagger-ui/index.html")).andExpect(status().isOk());
  }

  @Test
  void describesItselfWithoutALogin() throws Exception {
    mvc.perform(get("/api/v1/openapi.json"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.openapi").value(startsWith("3.1")))
        .andExpect(jsonPath("$.components.securitySchemes.bearer.scheme").value("bearer"))
        .andExpect(jsonPath("$.components.securitySchemes.basic.scheme").value("basic"))
        .andExpect(jsonPath("$.security.length()").value(2))
        .andExpect(jsonPath("$.paths['/api/v1/system/mail-server'].put").exists())
        .andExpect(jsonPath("$.paths['/api/v1/system/mail-server/test'].post").exists())
        .andExpect(jsonPath("$.paths['/api/v1/system/platform'].get").exists())
        .andExpect(jsonPath("$.paths['/api/v1/system/support'].get").exists());
  }
}

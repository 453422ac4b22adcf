package org.postmeister;

import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What no request may be: of another site, of another kind, of a thousand times the size. */
@PostmeisterTest
class RequestRulesTest {

  private static final String MESSAGES = "/api/v1/tenants/acme/messages";

  @Autowired private MockMvc mvc;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  private TenantId acme;

  @BeforeEach
  void createTenant() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 2525), null), null);
    acme = SomeTenants.create(tenants, "acme");
    SecurityContextHolder.clearContext();
  }

  private ResultActions send(String members) throws Exception {
    return mvc.perform(
        post(MESSAGES)
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\", "
                    + members
                    + "}")
            .with(authentication(TestUsers.tenantAdmin(acme))));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 202",
    "Sec-Fetch-Site, none, 202",
    "Origin, https://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://localhost, 202",
    "X-Nothing, x, 202"
  })
  void pagesOfOtherSitesAskForNothing(String name, String value, int expected) throws Exception {
    mvc.perform(
            post(MESSAGES)
                .header("Host", "localhost")
                .header(name, value)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\"}")
                .with(authentication(TestUsers.tenantAdmin(acme))))
        .andExpect(status().is(expected));
    mvc.perform(post("/login").header("Host", "localhost").header(name, value))
        .andExpect(expected == 403 ? status().isForbidden() : status().is3xxRedirection());
  }

  @Test
  void browsersAreNotAskedForAPassword() throws Exception {
    mvc.perform(get("/api/v1/accounts"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().exists("WWW-Authenticate"));
    mvc.perform(get("/api/v1/accounts").header("Sec-Fetch-Mode", "navigate"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().doesNotExist("WWW-Authenticate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/yaml",
        "application/x-yaml",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/vnd.api+json",
        "nonsense"
      })
  void theApiTakesJsonAlone(String type) throws Exception {
    mvc.perform(
            put("/api/v1/system/support")
                .header("Content-Type", type)
                .content("{}")
                .with(authentication(TestUsers.systemAdmin())))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.code").value("unsupported_media_type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-MC-BccAddress",
        "X-SMTPAPI",
        "X-SES-SOURCE-ARN",
        "x-ms-exchange-organization-authas",
        "X-Mailgun-Variables",
        "X-PM-Message-Stream",
        "Errors-To",
        "Delivered-To",
        "X-Anything"
      })
  void headersThatSteerProvidersAreRefused(String name) throws Exception {
    send("\"headers\": {\"List-Id\": \"a\", \"" + name + "\": \"b\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("header_not_allowed"))
        .andExpect(jsonPath("$.headers[0]").value(name))
        .andExpect(jsonPath("$.headers.length()").value(1));
  }

  @Test
  void headersThatDoNoHarmAreTaken() throws Exception {
    send("""
    "headers": {"List-Unsubscribe": "<https://example.org/u>", "in-reply-to": "<a@b>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "yes"}
    """)
        .andExpect(status().isAccepted());
  }

  private static String many(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(", "));
  }

  @Test
  void everyCollectionHasALimit() throws Exception {
    send("\"headers\": {" + many(51, "\"References#\": \"a\"") + "}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("too_many_items"));
    send("\"headers\": {" + many(40, "\"A#\": \"" + "x".repeat(2000) + "\"") + "}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("headers_too_long"));
    send("\"attachments\": [" + many(101, "{}") + "]")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors.length()").value(1))
        .andExpect(jsonPath("$.errors[0].code").value("too_many_items"));
    send("\"cc\": [" + many(501, "\"a\"") + "]")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors.length()").value(1))
        .andExpect(jsonPath("$.errors[0].code").value("too_many"));
    send("\"headers\": " + "[".repeat(30) + "]".repeat(30)).andExpect(status().isBadRequest());
    send("\"cc\": [" + many(200_000, "\"a\"") + "]").andExpect(status().isBadRequest());
    send("\"" + "n".repeat(1000) + "\": 1").andExpect(status().isBadRequest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/tenants?sender=#",
        "/api/v1/tenants?query=#",
        "/api/v1/accounts?query=#",
        "/api/v1/tenants/acme/messages?query=#"
      })
  void aTextToSearchForHasALimit(String path) throws Exception {
    mvc.perform(
            get(path.replace("#", "q".repeat(501))).with(authentication(TestUsers.systemAdmin())))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("search_too_long"));
    mvc.perform(
            get(path.replace("#", "q".repeat(500))).with(authentication(TestUsers.systemAdmin())))
        .andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/nothing", "/actuator/env", "/actuator/heapdump"})
  void whatThereIsNotIsNotFound(String path) throws Exception {
    mvc.perform(get(path)).andExpect(status().isNotFound());
    mvc.perform(get(path).with(authentication(TestUsers.systemAdmin())))
        .andExpect(status().isNotFound());
  }

  @Test
  void strangersLearnOfHealthOnlyWhetherThereIsAny() throws Exception {
    mvc.perform(get("/actuator/health"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").exists())
        .andExpect(jsonPath("$.components").doesNotExist());
    mvc.perform(get("/actuator/health").with(authentication(TestUsers.systemAdmin())))
        .andExpect(jsonPath("$.components.lanes.details").exists());
    mvc.perform(get("/actuator/sbom")).andExpect(status().isUnauthorized());
    mvc.perform(get("/actuator/prometheus").with(authentication(TestUsers.tenantAdmin(acme))))
        .andExpect(status().isForbidden());
  }
}

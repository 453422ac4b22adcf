package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What API tokens are good for, and who makes them. */
@PostmeisterTest
class TokenScopeApiTest {

  private static final String TENANT_TOKENS = "/api/v1/tenants/acme/api-tokens";
  private static final String SERVER =
      """
      {"enabled": true, "host": "mail.example.test", "port": 25,
       "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
      """;
  private static final String MESSAGE =
      "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\"}";

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient jdbc;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  private TenantId acme;

  @BeforeEach
  void createTenants() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 2525), null), null);
    acme = SomeTenants.create(tenants, "acme");
    SomeTenants.create(tenants, "other");
    SecurityContextHolder.clearContext();
  }

  private ResultActions as(Authentication who, MockHttpServletRequestBuilder request, String body)
      throws Exception {
    return mvc.perform(
        request.contentType(MediaType.APPLICATION_JSON).content(body).with(authentication(who)));
  }

  private ResultActions with(String token, MockHttpServletRequestBuilder request, String body)
      throws Exception {
    return mvc.perform(
        request
            .contentType(MediaType.APPLICATION_JSON)
            .content(body)
            .header("Authorization", "Bearer " + token));
  }

  private String token(Authentication who, String path, String body) throws Exception {
    return JsonPath.read(
        as(who, post(path), body)
            .andExpect(status().isCreated())
            .andReturn()
            .getResponse()
            .getContentAsString(),
        "$.token");
  }

  private String systemToken(String scopes) throws Exception {
    return token(
        TestUsers.systemAdmin(),
        "/api/v1/api-tokens",
        "{\"name\": \"t\", \"scopes\": [" + scopes + "]}");
  }

  @Test
  void aTenantsAdministratorsMakeAndRevokeTheirOwn() throws Exception {
    Authentication ada = TestUsers.tenantAdmin(acme);
    String token =
        token(
            ada,
            TENANT_TOKENS,
            "{\"name\": \"shop\", \"tenant\": \"other\", \"scopes\": [\"messages:send\"]}");

    with(token, post("/api/v1/tenants/acme/messages"), MESSAGE).andExpect(status().isAccepted());
    with(token, post("/api/v1/tenants/other/messages"), MESSAGE).andExpect(status().isNotFound());
    with(token, get("/api/v1/tenants/acme/messages"), "").andExpect(status().isForbidden());
    with(token, get("/api/v1/tenants/acme"), "").andExpect(status().isForbidden());
    with(token, post(TENANT_TOKENS), "{\"name\": \"x\"}").andExpect(status().isForbidden());
    String id =
        JsonPath.read(
            as(ada, get(TENANT_TOKENS), "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].tenant").value("acme"))
                .andExpect(jsonPath("$[0].scopes[0]").value("messages:send"))
                .andExpect(jsonPath("$[0].token").doesNotExist())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$[0].id");
    as(ada, get("/api/v1/tenants/other/api-tokens"), "").andExpect(status().isNotFound());
    as(TestUsers.tenantAdmin(), delete(TENANT_TOKENS + "/" + id), "")
        .andExpect(status().isNotFound());
    as(ada, delete(TENANT_TOKENS + "/" + id), "").andExpect(status().isNoContent());
    with(token, post("/api/v1/tenants/acme/messages"), MESSAGE)
        .andExpect(status().isUnauthorized());
  }

  @Test
  void nobodyRevokesOthersTokensByTheirId() throws Exception {
    String created =
        as(TestUsers.systemAdmin(), post("/api/v1/api-tokens"), "{\"name\": \"system\"}")
            .andReturn()
            .getResponse()
            .getContentAsString();

    as(
            TestUsers.tenantAdmin(acme),
            delete(TENANT_TOKENS + "/" + JsonPath.<String>read(created, "$.id")),
            "")
        .andExpect(status().isNotFound());
  }

  @Test
  void onlyATokenMadeForItChangesWhereTheSystemsMailGoes() throws Exception {
    with(
            systemToken("\"messages:send\", \"messages:read\", \"admin\""),
            put("/api/v1/system/mail-server"),
            SERVER)
        .andExpect(status().isForbidden());
    with(systemToken("\"system:mail-server\""), put("/api/v1/system/mail-server"), SERVER)
        .andExpect(status().isOk());
    with(systemToken("\"system:mail-server\""), get("/api/v1/tenants"), "")
        .andExpect(status().isForbidden());
  }

  @Test
  void oldTokensKeepWhatTheyCouldButForThat() throws Exception {
    // As it was stored before there were scopes.
    String token = systemToken("\"messages:read\"");
    jdbc.sql("UPDATE api_token SET scopes = DEFAULT").update();
    jdbc.sql("UPDATE api_token SET name = 'old'").update();

    with(token, get("/api/v1/tenants"), "").andExpect(status().isOk());
    with(token, get("/api/v1/tenants/acme/messages"), "").andExpect(status().isOk());
    with(token, put("/api/v1/system/mail-server"), SERVER).andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.0/8, 200", "'10.0.0.0/8, ::1', 401", "127.0.0.2, 401", "127.0.0.1, 200"})
  void aTokenComesFromItsNetworks(String networks, int expected) throws Exception {
    String token =
        token(
            TestUsers.systemAdmin(),
            "/api/v1/api-tokens",
            "{\"name\": \"t\", \"networks\": [\"" + networks.replace(", ", "\", \"") + "\"]}");

    with(token, get("/api/v1/tenants"), "").andExpect(status().is(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "scopes": []                             | scopes    | required
          "scopes": ["all"]                        | scopes[0] | unknown
          "scopes": ["system:mail-server"]         | scopes    | not_for_tenants
          "networks": ["10.0.0.0/33"]              | networks  | syntax
          "networks": ["example.org"]              | networks  | syntax
          """)
  void refusesWhatIsGoodForNothingOrTooMuch(String member, String field, String code)
      throws Exception {
    as(TestUsers.systemAdmin(), post(TENANT_TOKENS), "{\"name\": \"t\", " + member + "}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
    assertThat(jdbc.sql("SELECT COUNT(*) FROM api_token").query(Long.class).single()).isZero();
  }
}

package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Accounts, invitations and API tokens over HTTP. */
@PostmeisterTest
class AccountApiTest {

  private static final String ACCOUNTS = "/api/v1/accounts";
  private static final String TOKENS = "/api/v1/api-tokens";
  private static final String ADA =
      """
      {"email": "Ada@Example.org", "name": "Ada", "role": "TENANT_ADMIN", "tenants": ["acme"]}
      """;

  @Autowired private MockMvc mvc;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;

  @BeforeEach
  void createTenants() {
    SomeTenants.create(tenants, "acme");
    SomeTenants.create(tenants, "other");
  }

  @Test
  void createsChangesAndRemovesAnAccount() throws Exception {
    send(post(ACCOUNTS), ADA)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.email").value("Ada@example.org"))
        .andExpect(jsonPath("$.passwordSet").value(false))
        .andExpect(jsonPath("$.invitation.link").exists());
    send(get(ACCOUNTS + "/ada@example.org"))
        .andExpect(jsonPath("$.tenants[0]").value("acme"))
        .andExpect(jsonPath("$.invitation.link").doesNotExist());
    send(
            patch(ACCOUNTS + "/ada@example.org"),
            "{\"tenants\": [\"acme\", \"Other\"], \"name\": \"Ada L.\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.tenants.length()").value(2))
        .andExpect(jsonPath("$.name").value("Ada L."))
        .andExpect(jsonPath("$.active").value(true));
    send(get(ACCOUNTS + "?query=ADA"))
        .andExpect(jsonPath("$.total").value(1))
        .andExpect(jsonPath("$.items[0].email").value("Ada@example.org"));
    send(delete(ACCOUNTS + "/ADA@example.org")).andExpect(status().isNoContent());
    send(get(ACCOUNTS + "/ada@example.org")).andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "email": "Ada@Example.org"  | "email": "no address"       | email   | without_at
          "role": "TENANT_ADMIN"      | "role": "GOD"               | role    | unknown
          ["acme"]                    | []                          | tenants | required
          ["acme"]                    | ["acme", "nowhere"]         | tenants | unknown_tenants
          ["acme"]                    | ["a b"]                     | tenants | characters
          "name": "Ada"               | "name": "<b>"               | name    | forbidden_characters
          """)
  void refusesBadInput(String valid, String broken, String field, String code) throws Exception {
    send(post(ACCOUNTS), ADA.replace(valid, broken))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @Test
  void whoIsNotYetToSignInIsNotInvited() throws Exception {
    send(post(ACCOUNTS), ADA.replaceFirst("\\{", "{\"active\": false, "))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.active").value(false))
        .andExpect(jsonPath("$.invitation").doesNotExist());

    send(post(ACCOUNTS + "/ada@example.org/invitation"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("account_inactive"));
    send(patch(ACCOUNTS + "/ada@example.org"), "{\"active\": true}").andExpect(status().isOk());
    send(post(ACCOUNTS + "/ada@example.org/invitation")).andExpect(jsonPath("$.link").exists());
  }

  @Test
  void aLoginExistsOnceWhateverItsCase() throws Exception {
    send(post(ACCOUNTS), ADA);

    send(post(ACCOUNTS), ADA.replace("Ada@Example.org", "ada@EXAMPLE.org"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].code").value("account_exists"));
  }

  @Test
  void theLastSystemAdministratorStays() throws Exception {
    for (var change :
        new MockHttpServletRequestBuilder[] {
          delete(ACCOUNTS + "/sadmin"),
          json(patch(ACCOUNTS + "/sadmin"), "{\"active\": false}"),
          json(
              patch(ACCOUNTS + "/sadmin"), "{\"role\": \"TENANT_ADMIN\", \"tenants\": [\"acme\"]}"),
          post(ACCOUNTS + "/sadmin/invitation")
        }) {
      send(change)
          .andExpect(status().isConflict())
          .andExpect(jsonPath("$.code").value("last_system_admin"));
    }
    // One who has not chosen a password yet could not take over.
    String created =
        send(
                post(ACCOUNTS),
                "{\"email\": \"second@example.org\", \"name\": \"Second\", \"role\":"
                    + " \"SYSTEM_ADMIN\"}")
            .andReturn()
            .getResponse()
            .getContentAsString();
    send(delete(ACCOUNTS + "/sadmin")).andExpect(status().isConflict());
    accept(JsonPath.read(created, "$.invitation.link"), 204);
    send(patch(ACCOUNTS + "/sadmin"), "{\"active\": false}").andExpect(status().isOk());
    send(delete(ACCOUNTS + "/second@example.org")).andExpect(status().isConflict());
  }

  @Test
  void aNewInvitationRevokesTheOldOneAndThePassword() throws Exception {
    String first = link(send(post(ACCOUNTS), ADA), "$.invitation.link");
    String second = link(send(post(ACCOUNTS + "/ada@example.org/invitation")), "$.link");

    accept(first, 404);
    accept(second, 204);
    accept(second, 404);
    String third = link(send(post(ACCOUNTS + "/ada@example.org/invitation")), "$.link");
    send(get(ACCOUNTS + "/ada@example.org")).andExpect(jsonPath("$.passwordSet").value(false));
    clock.forward(Duration.ofDays(8));
    accept(third, 404);
  }

  @Test
  void storesNeitherInvitationsNorTokensAsTheyAre() throws Exception {
    String link = link(send(post(ACCOUNTS), ADA), "$.invitation.link");
    String token = link(send(post(TOKENS), "{\"name\": \"shop\"}"), "$.token");

    assertThat(jdbc.sql("SELECT token_hash FROM invitation").query(String.class).single())
        .hasSize(64)
        .isNotEqualTo(link.substring(link.lastIndexOf('/') + 1));
    assertThat(jdbc.sql("SELECT token_hash FROM api_token").query(String.class).single())
        .hasSize(64)
        .doesNotContain(token.substring(4));
    send(get(TOKENS)).andExpect(jsonPath("$[0].token").doesNotExist());
  }

  @Test
  void aTokenOfATenantSeesThatTenantOnly() throws Exception {
    String token = token("{\"name\": \"shop\", \"tenant\": \"acme\"}");

    bearer(token, get("/api/v1/tenants/acme/mail-route")).andExpect(status().isOk());
    bearer(token, get("/api/v1/tenants/other/mail-route")).andExpect(status().isNotFound());
    bearer(token, get("/api/v1/tenants"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.total").value(1))
        .andExpect(jsonPath("$.items[0].name").value("acme"));
    send(get(TOKENS)).andExpect(jsonPath("$[0].lastUsedAt").exists());
  }

  @Test
  void aTokenOfTheSystemMakesNoOtherToken() throws Exception {
    String token = token("{\"name\": \"provisioning\"}");

    bearer(token, get("/api/v1/tenants")).andExpect(status().isOk());
    bearer(token, json(post(TOKENS), "{\"name\": \"x\"}")).andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "nowhere"})
  void tenantAdministratorsDoNotLearnWhichTenantsThereAre(String tenant) throws Exception {
    mvc.perform(
            json(post(ACCOUNTS), ADA.replace("acme", tenant))
                .with(authentication(TestUsers.tenantAdmin())))
        .andExpect(status().isForbidden());
  }

  @Test
  void aTokenDoesNotTouchSystemAdministrators() throws Exception {
    String token = token("{\"name\": \"provisioning\"}");
    send(
        post(ACCOUNTS),
        "{\"email\": \"second@example.org\", \"name\": \"Second\", \"role\": \"SYSTEM_ADMIN\"}");

    bearer(token, json(post(ACCOUNTS), ADA)).andExpect(status().isCreated());
    for (var change :
        new MockHttpServletRequestBuilder[] {
          post(ACCOUNTS + "/second@example.org/invitation"),
          delete(ACCOUNTS + "/second@example.org"),
          json(patch(ACCOUNTS + "/second@example.org"), "{\"active\": false}"),
          json(patch(ACCOUNTS + "/ada@example.org"), "{\"role\": \"SYSTEM_ADMIN\"}")
        }) {
      bearer(token, change).andExpect(status().isForbidden());
    }
  }

  @Test
  void whoeverTriesTokensIsSlowedDown() throws Exception {
    for (int attempt = 0; attempt < 5; attempt++) {
      bearer("pmt_wrong", get("/api/v1/tenants")).andExpect(status().isUnauthorized());
    }
    bearer("pmt_wrong", get("/api/v1/tenants"))
        .andExpect(status().isTooManyRequests())
        .andExpect(jsonPath("$.code").value("rate_limited"));
    clock.forward(Duration.ofHours(2));
  }

  @Test
  void tokensExpireAndCanBeRevoked() throws Exception {
    String expiring =
        token(
            "{\"name\": \"a\", \"expiresAt\": \"%s\"}"
                .formatted(clock.instant().plus(Duration.ofHours(1))));
    bearer(expiring, get("/api/v1/tenants")).andExpect(status().isOk());
    clock.forward(Duration.ofHours(2));
    bearer(expiring, get("/api/v1/tenants"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("unauthenticated"));

    String created =
        send(post(TOKENS), "{\"name\": \"b\"}").andReturn().getResponse().getContentAsString();
    send(delete(TOKENS + "/" + JsonPath.read(created, "$.id"))).andExpect(status().isNoContent());
    bearer(JsonPath.read(created, "$.token"), get("/api/v1/tenants"))
        .andExpect(status().isUnauthorized());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                              | name      | required
          {"name": "a", "tenant": "nowhere"}              | tenant    | unknown_tenant
          {"name": "a", "expiresAt": "tomorrow"}          | expiresAt | syntax
          {"name": "a", "expiresAt": "2020-01-01T00:00:00Z"} | expiresAt | in_the_past
          """)
  void refusesBadTokens(String body, String field, String code) throws Exception {
    send(post(TOKENS), body)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @Test
  void deletingATenantTakesItFromAccountsAndRevokesItsTokens() throws Exception {
    send(post(ACCOUNTS), ADA);
    String token = token("{\"name\": \"shop\", \"tenant\": \"acme\"}");

    send(delete("/api/v1/tenants/acme")).andExpect(status().isNoContent());

    send(get(ACCOUNTS + "/ada@example.org")).andExpect(jsonPath("$.tenants").isEmpty());
    send(patch(ACCOUNTS + "/ada@example.org"), "{\"active\": false}").andExpect(status().isOk());
    bearer(token, get("/api/v1/tenants/acme")).andExpect(status().isUnauthorized());
  }

  private void accept(String link, int expected) throws Exception {
    String token = link.substring(link.lastIndexOf('/') + 1);
    mvc.perform(
            json(
                post("/api/v1/invitations/" + token), "{\"password\": \"a long enough password\"}"))
        .andExpect(status().is(expected));
  }

  private String token(String body) throws Exception {
    return link(send(post(TOKENS), body), "$.token");
  }

  private static String link(ResultActions answer, String path) throws Exception {
    return JsonPath.read(answer.andReturn().getResponse().getContentAsString(), path);
  }

  private ResultActions bearer(String token, MockHttpServletRequestBuilder request)
      throws Exception {
    return mvc.perform(request.header("Authorization", "Bearer " + token));
  }

  private ResultActions send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(authentication(TestUsers.systemAdmin())));
  }

  private ResultActions send(MockHttpServletRequestBuilder request, String body) throws Exception {
    return send(json(request, body));
  }

  private static MockHttpServletRequestBuilder json(
      MockHttpServletRequestBuilder request, String body) {
    return request.contentType(MediaType.APPLICATION_JSON).content(body);
  }
}

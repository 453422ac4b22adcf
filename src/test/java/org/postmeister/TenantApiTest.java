package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantName;
import org.postmeister.security.TenantNames;
import org.postmeister.security.TestUsers;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The HTTP API of tenants, as clients of each role see it. */
@PostmeisterTest
class TenantApiTest {

  private static final String API = "/api/v1";
  private static final String PASSWORD = "a long enough password";
  private static final String OWN_SERVER =
      """
      {"enabled": true, "host": "smtp.acme.example", "port": 587, "encryption": "STARTTLS",
       "senderAddress": "noreply@acme.example", "senderName": "Acme",
       "authentication": {"mode": "USERNAME_PASSWORD", "username": "u", "password": "write-only"}}
      """;

  @Autowired private MockMvc mvc;

  @Autowired private TenantNames tenants;

  // Without a password: hashing one takes longer than all the rest of a request.
  private final RequestPostProcessor system = authentication(TestUsers.systemAdmin());
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private RequestPostProcessor acmeAdmin;

  @BeforeEach
  void twoTenants() throws Exception {
    send(
            system,
            post(API + "/tenants"),
            """
            {"name": "Acme", "displayName": "Acme GmbH", "description": "First line\\nsecond",
             "language": "de"}
            """)
        .andExpect(status().isCreated());
    send(system, post(API + "/tenants"), "{\"name\": \"other\"}").andExpect(status().isCreated());
    TenantName acme = TenantName.of("acme");
    acmeAdmin = authentication(TestUsers.tenantAdmin(tenants.idsOf(List.of(acme)).get(acme)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsReadsChangesAndDeletesATenant() throws Exception {
    send(system, get(API + "/tenants/acme"))
        .andExpect(status().isOk())
        .andExpect(header().string("ETag", "\"1\""))
        .andExpect(
            content()
                .json(
                    """
                    {"name": "Acme", "displayName": "Acme GmbH", "description": "First line\\nsecond",
                     "language": "de", "active": true}
                    """));
    send(system, patch(API + "/tenants/ACME"), "{\"displayName\": null, \"active\": false}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.displayName").doesNotExist())
        .andExpect(jsonPath("$.language").value("de"))
        .andExpect(jsonPath("$.active").value(false));
    send(system, patch(API + "/tenants/acme").header("If-Match", "\"1\""), "{\"active\": true}")
        .andExpect(status().isPreconditionFailed())
        .andExpect(jsonPath("$.code").value("version_conflict"));
    send(system, delete(API + "/tenants/acme")).andExpect(status().isNoContent());
    send(system, get(API + "/tenants/acme")).andExpect(status().isNotFound());
    send(acmeAdmin, get(API + "/tenants/acme")).andExpect(status().isNotFound());
  }

  @Test
  void theInvitedAdministratorChoosesAPasswordOnceAndSeesOneTenant() throws Exception {
    String invited =
        send(
                system,
                post(API + "/tenants"),
                """
                {"name": "third", "administrator": {"email": "ada@third.example", "name": "Ada"}}
                """)
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.invitation.expiresAt").exists())
            .andReturn()
            .getResponse()
            .getContentAsString();
    String link = JsonPath.read(invited, "$.invitation.link");
    String path = API + "/invitations/" + link.substring(link.lastIndexOf('/') + 1);
    String body = "{\"password\": \"" + PASSWORD + "\"}";
    RequestPostProcessor ada = httpBasic("Ada@third.example", PASSWORD);

    send(ada, get(API + "/tenants/third")).andExpect(status().isUnauthorized());
    mvc.perform(json(post(path), "{\"password\": \"short\"}"))
        .andExpect(status().isUnprocessableContent());
    mvc.perform(json(post(path), body)).andExpect(status().isNoContent());
    mvc.perform(json(post(path), body))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("not_found"));
    send(ada, get(API + "/tenants/third")).andExpect(status().isOk());
    send(ada, get(API + "/tenants/acme")).andExpect(status().isNotFound());
    send(ada, get(API + "/tenants"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.total").value(1))
        .andExpect(jsonPath("$.items[0].name").value("third"));
  }

  @ParameterizedTest
  @CsvSource({
    "ACME, tenant_exists",
    "system, reserved",
    "SYSTEM, reserved",
    "0b1c2d3e-0000-1111-2222-333344445555, uuid",
    "a b, characters",
    "Größe, characters",
    "a/b, characters",
    "'..', ends",
    "-a, ends",
    "'', blank"
  })
  void refusesNames(String name, String code) throws Exception {
    send(system, post(API + "/tenants"), "{\"name\": \"" + name + "\"}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("name"))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @Test
  void keepsToTheLicence() throws Exception {
    send(
            system,
            put(API + "/system/platform"),
            "{\"version\": \"7.4.0\", \"license\": {\"maxTenants\": 2}}")
        .andExpect(status().isOk());

    send(system, post(API + "/tenants"), "{\"name\": \"third\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("license_exceeded"))
        .andExpect(jsonPath("$.maxTenants").value(2));
    send(system, delete(API + "/tenants/other")).andExpect(status().isNoContent());
    send(system, post(API + "/tenants"), "{\"name\": \"third\"}").andExpect(status().isCreated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tenants/other",
        "/tenants/other/mail-server",
        "/tenants/other/mail-route",
        "/tenants/other/support",
        "/tenants/no-such-tenant",
        "/tenants/no-such-tenant/mail-server"
      })
  void tenantsOfOthersLookAsIfThereWereNone(String path) throws Exception {
    String answer =
        send(acmeAdmin, get(API + path))
            .andExpect(status().isNotFound())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(answer.replaceAll("\"instance\":\"[^\"]*\"", ""))
        .isEqualTo(
            send(acmeAdmin, get(API + "/tenants/never-was"))
                .andReturn()
                .getResponse()
                .getContentAsString()
                .replaceAll("\"instance\":\"[^\"]*\"", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/system/platform",
        "/system/mail-server",
        "/system/support",
        "/accounts",
        "/accounts/sadmin",
        "/api-tokens",
        "/audit",
        "/audit/export",
        "/tenants/acme/mail-policy"
      })
  void theSystemIsForbiddenToTenantAdministrators(String path) throws Exception {
    send(acmeAdmin, get(API + path))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("forbidden"));
  }

  @Test
  void keepsATenantsOwnServer() throws Exception {
    systemMail();
    send(acmeAdmin, get(API + "/tenants/acme/mail-server")).andExpect(status().isNotFound());
    send(acmeAdmin, put(API + "/tenants/acme/mail-server"), OWN_SERVER)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.authentication.passwordSet").value(true))
        .andExpect(jsonPath("$.authentication.password").doesNotExist());
    send(acmeAdmin, get(API + "/tenants/acme/mail-route"))
        .andExpect(
            content()
                .json(
                    """
                    {"via": "TENANT", "reason": null, "senderAddress": "noreply@acme.example",
                     "senderName": "Acme", "server": "smtp.acme.example:587"}
                    """));
    send(acmeAdmin, delete(API + "/tenants/acme/mail-server")).andExpect(status().isNoContent());
    send(acmeAdmin, get(API + "/tenants/acme/mail-route"))
        .andExpect(jsonPath("$.via").value("SYSTEM"))
        .andExpect(jsonPath("$.senderAddress").value("noreply@example.com"))
        .andExpect(jsonPath("$.server").isEmpty());
    send(system, get(API + "/tenants/acme/mail-route"))
        .andExpect(jsonPath("$.server").value("smtp.example.com:25"));
  }

  @Test
  void policyKeepsAServerUnusedUntilItIsAllowedAgain() throws Exception {
    systemMail();
    send(acmeAdmin, put(API + "/tenants/acme/mail-server"), OWN_SERVER);
    send(
            system,
            put(API + "/tenants/acme/mail-policy"),
            "{\"systemServerAllowed\": false, \"ownServerAllowed\": false}")
        .andExpect(status().isOk());

    send(acmeAdmin, get(API + "/tenants/acme/mail-route"))
        .andExpect(jsonPath("$.via").value("NONE"))
        .andExpect(jsonPath("$.reason").value("NO_SERVER_FOR_TENANT"));
    send(acmeAdmin, get(API + "/tenants/acme/mail-server"))
        .andExpect(jsonPath("$.host").value("smtp.acme.example"));
    for (var change :
        new MockHttpServletRequestBuilder[] {
          json(put(API + "/tenants/acme/mail-server"), OWN_SERVER),
          delete(API + "/tenants/acme/mail-server")
        }) {
      mvc.perform(change.with(acmeAdmin))
          .andExpect(status().isConflict())
          .andExpect(jsonPath("$.code").value("not_allowed_by_policy"));
    }
    send(
            acmeAdmin,
            post(API + "/tenants/acme/mail-server/test"),
            "{\"recipient\": \"somebody@example.net\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("mail_unavailable"))
        .andExpect(jsonPath("$.reason").value("NO_SERVER_FOR_TENANT"));
    send(
        system,
        put(API + "/tenants/acme/mail-policy"),
        "{\"systemServerAllowed\": false, \"ownServerAllowed\": true}");
    send(acmeAdmin, get(API + "/tenants/acme/mail-route"))
        .andExpect(jsonPath("$.via").value("TENANT"));
  }

  @Test
  void policySaysWhomMailMayBeFromOnTheSystemMailServer() throws Exception {
    String path = API + "/tenants/acme/mail-policy";
    String policy =
        "{\"systemServerAllowed\": true, \"ownServerAllowed\": true, \"allowedSenders\": %s}";
    send(system, get(path)).andExpect(jsonPath("$.allowedSenders").isEmpty());
    String read =
        send(
                system,
                put(path).header("If-Match", "\"0\""),
                policy.formatted("[\"billing@acme.example\", \"*@Bücher.example\"]"))
            .andExpect(status().isOk())
            .andExpect(
                jsonPath("$.allowedSenders", contains("billing@acme.example", "*@bücher.example")))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    send(system, put(path), read).andExpect(status().isOk()).andExpect(content().json(read));
    send(system, put(path).header("If-Match", "\"0\""), policy.formatted("[]"))
        .andExpect(status().isPreconditionFailed());
    for (String odd : List.of("[\"*@acme.example\", \"*\"]", "[null]")) {
      send(system, put(path), policy.formatted(odd))
          .andExpect(status().isUnprocessableContent())
          .andExpect(jsonPath("$.errors.length()").value(1))
          .andExpect(jsonPath("$.errors[0].field").value("allowedSenders"));
    }
    send(acmeAdmin, put(path), policy.formatted("[]")).andExpect(status().isForbidden());
    send(system, put(API + "/system/platform"), "{\"version\": \"7.2.0\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.blockers[0].feature").value("MAIL_POLICY"));
    send(system, put(path), policy.formatted("[]"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.allowedSenders").isEmpty());
    send(system, put(API + "/system/platform"), "{\"version\": \"7.2.0\"}")
        .andExpect(status().isOk());
    send(system, put(path), policy.formatted("[\"*@acme.example\"]"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.errors[0].field").value("allowedSenders"));

    send(system, get(API + "/audit"))
        .andExpect(content().string(containsString("billing@acme.example, *@b")));
  }

  // It is their server.
  @Test
  void aTenantsAdministratorSaysWhomMailMayBeFromOnTheOwnServer() throws Exception {
    String server =
        OWN_SERVER.replace(
            "\"enabled\": true", "\"enabled\": true, \"allowedSenders\": [\"*@acme.example\"]");

    send(acmeAdmin, put(API + "/tenants/acme/mail-server"), server)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.allowedSenders", contains("*@acme.example")));
  }

  @Test
  void policiesExistFrom730() throws Exception {
    send(system, put(API + "/system/platform"), "{\"version\": \"7.2.0\"}");

    send(
            system,
            put(API + "/tenants/acme/mail-policy"),
            "{\"systemServerAllowed\": false, \"ownServerAllowed\": true}")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("feature_not_available"))
        .andExpect(jsonPath("$.feature").value("MAIL_POLICY"));
  }

  @Test
  void aDowngradeNamesEveryTenantInTheWay() throws Exception {
    send(
        system,
        put(API + "/tenants/other/mail-policy"),
        "{\"systemServerAllowed\": false, \"ownServerAllowed\": true}");
    send(
        system,
        put(API + "/tenants/acme/mail-server"),
        OWN_SERVER.replace("\"enabled\": true", "\"enabled\": true, \"utf8Headers\": true"));

    send(system, put(API + "/system/platform"), "{\"version\": \"7.0.0\"}")
        .andExpect(status().isConflict())
        .andExpect(
            content()
                .json(
                    """
                    {"code": "downgrade_blocked", "blockers": [
                      {"owner": "Acme", "feature": "UTF8_HEADERS"}, {"owner": "other", "feature": "MAIL_POLICY"}]}
                    """));
  }

  @Test
  void aTenantsSupportAddressNeedsPermission() throws Exception {
    send(system, put(API + "/system/support"), "{\"address\": \"help@example.com\"}");
    send(acmeAdmin, put(API + "/tenants/acme/support"), "{\"address\": \"help@acme.example\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("not_allowed_by_policy"));
    send(
        system,
        put(API + "/system/support"),
        "{\"address\": \"help@example.com\", \"tenantAddressAllowed\": true}");
    send(acmeAdmin, put(API + "/tenants/acme/support"), "{\"address\": \"help@acme.example\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.effectiveAddress").value("help@acme.example"));
    send(system, put(API + "/system/support"), "{\"address\": \"help@example.com\"}");
    send(acmeAdmin, get(API + "/tenants/acme/support"))
        .andExpect(jsonPath("$.address").value("help@acme.example"))
        .andExpect(jsonPath("$.effectiveAddress").value("help@example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, host, host_not_allowed",
    "localhost, host, host_not_allowed",
    "mail.localhost, host, host_not_allowed",
    "10.1.2.3, host, host_not_allowed",
    "172.31.0.1, host, host_not_allowed",
    "192.168.1.1, host, host_not_allowed",
    "169.254.169.254, host, host_not_allowed",
    "100.64.0.1, host, host_not_allowed",
    "168.63.129.16, host, host_not_allowed",
    "0.0.0.0, host, host_not_allowed",
    "::1, host, host_not_allowed",
    "::, host, host_not_allowed",
    "[::1], host, host_not_allowed",
    "::ffff:127.0.0.1, host, host_not_allowed",
    "::ffff:7f00:1, host, host_not_allowed",
    "::127.0.0.1, host, host_not_allowed",
    "64:ff9b::7f00:1, host, host_not_allowed",
    "64:ff9b::10.0.0.1, host, host_not_allowed",
    "64:ff9b:1::a00:1, host, host_not_allowed",
    "2002:7f00:1::, host, host_not_allowed",
    "fe80::1, host, host_not_allowed",
    "fd00:ec2::254, host, host_not_allowed",
    "2130706433, host, not_ipv4",
    "0177.0.0.1, host, not_ipv4",
    "0x7f.1, host, not_ipv4",
    "0x7f000001, host, not_ipv4",
    "127.1, host, not_ipv4",
    "127.0.0.1., host, not_ipv4",
    "１２７.0.0.1, host, not_ipv4",
  })
  void refusesHostsThatAreNotPublic(String host, String field, String code) throws Exception {
    send(
            acmeAdmin,
            put(API + "/tenants/acme/mail-server"),
            OWN_SERVER.replace("smtp.acme.example", host))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value(field))
        .andExpect(jsonPath("$.errors[0].code").value(code));
  }

  @ParameterizedTest
  @CsvSource({"22, false", "80, false", "3306, false", "26, false", "25, true", "2525, true"})
  void allowsPortsForMailOnly(int port, boolean allowed) throws Exception {
    send(
            acmeAdmin,
            put(API + "/tenants/acme/mail-server"),
            OWN_SERVER.replace("587", Integer.toString(port)))
        .andExpect(status().is(allowed ? 200 : 422));
  }

  @Test
  void aTestOverTheSystemServerTellsATenantNothingOfIt() throws Exception {
    systemMail("localhost", server.port());
    server.on("RCPT", "550 5.1.1 secret words of the system's server");
    String request = "{\"recipient\": \"somebody@example.net\"}";
    String path = API + "/tenants/acme/mail-server/test";

    String seenByTenant = awaited(acmeAdmin, post(path), request);
    String seenBySystem = awaited(system, post(path), request);

    assertThat(seenByTenant)
        .contains("system_server_failed")
        .doesNotContain("localhost", "127.0.0.1", "secret words", Integer.toString(server.port()));
    assertThat(seenBySystem).contains("recipient_unknown", "secret words");
  }

  private String awaited(
      RequestPostProcessor who, MockHttpServletRequestBuilder request, String body)
      throws Exception {
    MvcResult started = send(who, request, body).andReturn();
    return mvc.perform(asyncDispatch(started)).andReturn().getResponse().getContentAsString();
  }

  private void systemMail() throws Exception {
    systemMail("smtp.example.com", 25);
  }

  private void systemMail(String host, int port) throws Exception {
    send(
            system,
            put(API + "/system/mail-server"),
            "{\"enabled\": true, \"host\": \"%s\", \"port\": %d, \"senderAddress\": \"noreply@example.com\"}"
                .formatted(host, port))
        .andExpect(status().isOk());
  }

  private ResultActions send(RequestPostProcessor who, MockHttpServletRequestBuilder request)
      throws Exception {
    return mvc.perform(request.with(who));
  }

  private ResultActions send(
      RequestPostProcessor who, MockHttpServletRequestBuilder request, String body)
      throws Exception {
    return mvc.perform(json(request, body).with(who));
  }

  private static MockHttpServletRequestBuilder json(
      MockHttpServletRequestBuilder request, String body) {
    return request.contentType(MediaType.APPLICATION_JSON).content(body);
  }
}

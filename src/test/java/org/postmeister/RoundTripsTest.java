package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** How often requests go to the database and back, which may be a millisecond away each time. */
@PostmeisterTest
class RoundTripsTest {

  private static final int MOST = 4;

  @Autowired private MockMvc mvc;
  @Autowired private ApiTokenService apiTokens;
  @Autowired private TenantService tenants;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;

  private long message;
  private String token;

  @BeforeEach
  void fill() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 2525), null), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    tenantServers.save(tenant, draft(open("127.77.0.1", 2525), null), null);
    SomeTenants.create(tenants, "other");
    token =
        apiTokens
            .create(
                new NewApiToken(
                    SingleLine.of("counting"), null, null, Set.of(TokenScope.values()), null))
            .token();
    message = outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null).id();
  }

  // By a program with a token, which is remembered for a moment as names of tenants are. With a
  // password it is two more.
  @ParameterizedTest
  @CsvSource({
    "/accounts, 3",
    "/accounts/sadmin, 2",
    "/api-tokens, 1",
    "/audit, 1",
    "/audit/export, 2",
    "/mail-server-presets, 1",
    "/system/mail-server, 3",
    "/system/platform, 1",
    "/system/support, 1",
    "/tenants, 3",
    "/tenants?size=50, 3",
    "/tenants/acme, 1",
    "/tenants/acme/api-tokens, 2",
    "/tenants/acme/mail-policy, 2",
    "/tenants/acme/mail-route, 2",
    "/tenants/acme/mail-server, 4",
    "/tenants/acme/messages, 3",
    "/tenants/acme/messages/{id}, 4",
    "/tenants/acme/support, 3"
  })
  void aRequestThatReadsNeedsNoMoreThan(String path, int most) throws Exception {
    assertThat(most).isLessThanOrEqualTo(MOST);
    // The first use of a token is noted.
    get(path);
    get(path);

    assertThat(RoundTrips.of(() -> get(path))).hasSizeLessThanOrEqualTo(most);
  }

  private Object get(String path) throws Exception {
    MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get("/api/v1" + path, message);
    if (path.endsWith("/api-tokens")) {
      // Tokens are for people.
      request.with(authentication(TestUsers.systemAdmin()));
    } else {
      request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    return mvc.perform(request).andExpect(status().isOk());
  }
}

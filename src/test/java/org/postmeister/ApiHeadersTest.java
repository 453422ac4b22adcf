package org.postmeister;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.matchesPattern;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Headers of responses: where something is, how much is left, whether it is still the same. */
@PostmeisterTest
class ApiHeadersTest {

  private static final String MESSAGES = "/api/v1/tenants/north/messages";
  private static final String MESSAGE =
      "{\"to\": [\"a@example.org\"], \"subject\": \"a\", \"text\": \"b\"}";

  @Autowired private MockMvc mvc;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private DeliveryProperties properties;

  @BeforeEach
  void mailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 1), null), null);
    SomeTenants.create(tenants, "north");
    SecurityContextHolder.clearContext();
  }

  private ResultActions send(String path, String json) throws Exception {
    SecurityContextHolder.clearContext();
    return mvc.perform(
        post(path)
            .with(authentication(TestUsers.systemAdmin()))
            .contentType(MediaType.APPLICATION_JSON)
            .content(json));
  }

  private ResultActions read(URI uri, String ifNoneMatch) throws Exception {
    SecurityContextHolder.clearContext();
    return mvc.perform(
        get(uri)
            .with(authentication(TestUsers.systemAdmin()))
            .header(HttpHeaders.IF_NONE_MATCH, ifNoneMatch));
  }

  private static URI location(ResultActions created) {
    URI request =
        URI.create(Objects.requireNonNull(created.andReturn().getRequest().getRequestURI()));
    return request.resolve(
        Objects.requireNonNull(created.andReturn().getResponse().getHeader(HttpHeaders.LOCATION)));
  }

  @Test
  void whatIsCreatedIsWhereTheLocationSays() throws Exception {
    ResultActions account =
        send(
            "/api/v1/accounts",
            "{\"email\": \"o'b+c@example.org\", \"name\": \"New\", \"role\": \"SYSTEM_ADMIN\"}");
    for (ResultActions created :
        new ResultActions[] {
          send("/api/v1/tenants", "{\"name\": \"west\"}"),
          account,
          send(location(account) + "/invitation", ""),
          send(MESSAGES, MESSAGE)
        }) {
      read(location(created), "").andExpect(status().isOk());
    }
    // There is nothing to read of a single token.
    send("/api/v1/api-tokens", "{\"name\": \"a\"}")
        .andExpect(status().isCreated())
        .andExpect(
            header().string(HttpHeaders.LOCATION, matchesPattern("api-tokens/[0-9a-f-]{36}")));
  }

  @Test
  void whoSendsSeesHowManyMoreAreAccepted() throws Exception {
    long most = Math.min(properties.tenantQueueLimit(), properties.queueLimit());

    send(MESSAGES, MESSAGE)
        .andExpect(header().string("RateLimit-Policy", "\"waiting-messages\";q=" + most))
        .andExpect(header().string("RateLimit", matchesPattern("\"waiting-messages\";r=\\d+")));
    send(MESSAGES + "/batch", "{\"messages\": [" + MESSAGE + "]}")
        .andExpect(header().string("RateLimit-Policy", endsWith(";q=" + most)));
  }

  @Test
  void whatIsStillTheSameIsNotSentAgain() throws Exception {
    URI message = location(send(MESSAGES, MESSAGE));
    for (URI uri :
        new URI[] {
          message,
          URI.create(MESSAGES),
          URI.create("/api/v1/tenants/north/mail-route"),
          URI.create("/api/v1/mail-server-presets")
        }) {
      String tag =
          Objects.requireNonNull(
              read(uri, "").andReturn().getResponse().getHeader(HttpHeaders.ETAG), uri.toString());

      read(uri, tag)
          .andExpect(status().isNotModified())
          .andExpect(content().string(""))
          .andExpect(header().string(HttpHeaders.ETAG, tag));
    }
    String tag = read(message, "").andReturn().getResponse().getHeader(HttpHeaders.ETAG);
    send(message + "/cancel", "").andExpect(status().isOk());
    read(message, Objects.requireNonNull(tag)).andExpect(status().isOk());
  }

  @Test
  void aServerIsSentAgainAlsoIfOnlyItsHealthHasChanged() throws Exception {
    URI server = URI.create("/api/v1/system/mail-server");
    String tag =
        Objects.requireNonNull(read(server, "").andReturn().getResponse().getHeader("ETag"));

    // Its revision is the same, and says nothing about health.
    read(server, tag).andExpect(status().isOk()).andExpect(header().string("ETag", tag));
  }

  @Test
  void aLongPageIsNotKeptInMemoryForATag() throws Exception {
    String many = String.join(",", Collections.nCopies(101, MESSAGE));
    send(MESSAGES + "/batch", "{\"messages\": [" + many + "]}").andExpect(status().isOk());

    read(URI.create(MESSAGES + "?limit=100"), "").andExpect(header().exists("ETag"));
    read(URI.create(MESSAGES + "?limit=101"), "")
        .andExpect(status().isOk())
        .andExpect(header().doesNotExist("ETag"));
  }
}

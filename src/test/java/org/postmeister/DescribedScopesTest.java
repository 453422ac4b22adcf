package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A token needs the scopes that the description of an operation names: no more, and no fewer. */
@Tag("slow")
@PostmeisterTest
class DescribedScopesTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Autowired private MockMvc mvc;
  @Autowired private TenantService tenants;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;

  private long message;
  private JsonNode document = JSON.nullNode();

  @Test
  void eachOperationTakesTokensWithItsScopesOnly() throws Exception {
    document =
        JSON.readTree(
            mvc.perform(get("/api/v1/openapi.json"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.at("/paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        for (Set<TokenScope> scopes : subsets()) {
          boolean described = allows(operation.getValue(), scopes);
          int status = send(method, path.getKey(), operation.getValue(), scopes);
          if (described == (status == 401 || status == 403)) {
            different.add("%s %s with %s: %d".formatted(method, path.getKey(), scopes, status));
          }
        }
      }
    }

    assertThat(different).isEmpty();
  }

  private static List<Set<TokenScope>> subsets() {
    TokenScope[] all = TokenScope.values();
    List<Set<TokenScope>> subsets = new ArrayList<>();
    // A token has at least one.
    for (int bits = 1; bits < 1 << all.length; bits++) {
      Set<TokenScope> subset = EnumSet.noneOf(TokenScope.class);
      for (TokenScope scope : all) {
        if ((bits & 1 << scope.ordinal()) != 0) {
          subset.add(scope);
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private boolean allows(JsonNode operation, Set<TokenScope> scopes) {
    Set<String> names = scopes.stream().map(TokenScope::toString).collect(Collectors.toSet());
    JsonNode alternatives =
        operation.has("security") ? operation.get("security") : document.get("security");
    if (alternatives.isEmpty()) {
      return true;
    }
    for (JsonNode alternative : alternatives) {
      if (alternative.has("bearer")
          && alternative
              .get("bearer")
              .valueStream()
              .map(JsonNode::asString)
              .allMatch(names::contains)) {
        return true;
      }
    }
    return false;
  }

  private int send(String method, String path, JsonNode operation, Set<TokenScope> scopes)
      throws Exception {
    SignedIn.asSystemAdmin();
    if (message == 0) {
      systemServer.save(draft(open("localhost", 1), null), null);
      TenantId north = SomeTenants.create(tenants, "north");
      // While it waits, the tenant cannot be deleted.
      message =
          outbox.enqueue(SomeMessages.about(MailOwner.of(north), "a", "a@example.org"), null).id();
    }
    SecurityContextHolder.clearContext();
    MockHttpServletRequestBuilder request =
        request(
                HttpMethod.valueOf(method),
                URI.create(
                    path.replace("{tenant}", "north")
                        .replace("{email}", "nobody%40example.org")
                        .replace("messages/{id}", "messages/" + message)
                        .replace("{id}", "0b1c2d3e-0000-1111-2222-333344445555")
                        .replace("{token}", "unknown")))
            .with(authentication(TestUsers.systemToken(scopes.toArray(TokenScope[]::new))));
    JsonNode example = operation.at("/requestBody/content/application~1json/example");
    if (!example.isMissingNode()) {
      request.contentType(MediaType.APPLICATION_JSON).content(JSON.writeValueAsBytes(example));
    }
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }
}

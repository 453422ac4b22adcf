package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.DescribedRequests;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is asked, the API responds as described, and never with 5xx. Another run with {@code
 * -Dpostmeister.test.seed=}, a longer one with {@code -Dpostmeister.test.requests=}.
 */
@Tag("slow")
@PostmeisterTest
class DescribedRequestsTest {

  private static final long SEED = Long.getLong("postmeister.test.seed", 20261130);
  private static final int REQUESTS = Integer.getInteger("postmeister.test.requests", 2000);

  @Autowired private MockMvc mvc;
  @Autowired private TenantService tenants;

  @Test
  void everyRequestGetsAResponseThatIsDescribed() throws Exception {
    SignedIn.asSystemAdmin();
    TenantId north = SomeTenants.create(tenants, "north");
    SecurityContextHolder.clearContext();
    DescribedRequests requests =
        new DescribedRequests(
            JsonMapper.shared()
                .readTree(
                    mvc.perform(get("/api/v1/openapi.json"))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray()),
            SEED);
    List<Authentication> callers =
        List.of(
            TestUsers.systemAdmin(),
            TestUsers.systemAdmin(),
            TestUsers.systemToken(),
            TestUsers.tenantAdmin(north),
            new AnonymousAuthenticationToken(
                "test", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
    Map<Integer, Integer> statuses = new TreeMap<>();

    for (int number = 0; number < REQUESTS; number++) {
      DescribedRequests.Request wanted = requests.next();
      try {
        statuses.merge(send(wanted, requests.any(callers)), 1, Integer::sum);
      } catch (AssertionError | Exception e) {
        throw new AssertionError(
            "Request %d with seed %d: %s".formatted(number, SEED, shortened(wanted)), e);
      }
    }

    String summary = "%d requests, seed %d, by status: %s%n".formatted(REQUESTS, SEED, statuses);
    Files.writeString(Path.of("target/openapi-requests.txt"), summary);
    assertThat(statuses)
        .as(summary)
        .containsKeys(200, 201, 202, 204, 400, 401, 403, 404, 409, 412, 415, 422);
  }

  private int send(DescribedRequests.Request wanted, Authentication caller) throws Exception {
    SecurityContextHolder.clearContext();
    MockHttpServletRequestBuilder request =
        request(HttpMethod.valueOf(wanted.method()), URI.create(wanted.uri()))
            .with(authentication(caller));
    wanted.headers().forEach(request::header);
    if (wanted.body() != null) {
      request.content(wanted.body());
    }
    MvcResult result = mvc.perform(request).andReturn();
    if (result.getRequest().isAsyncStarted()) {
      result.getAsyncResult(60_000);
      result = mvc.perform(asyncDispatch(result)).andReturn();
    }
    assertThat(result.getResponse().getStatus()).isLessThan(500);
    return result.getResponse().getStatus();
  }

  private static String shortened(DescribedRequests.Request request) {
    String text = request.toString();
    return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
  }
}

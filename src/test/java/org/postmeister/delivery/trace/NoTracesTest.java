package org.postmeister.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postmeister.common.SingleLine;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Without a collector there are no traces, and nothing of them. */
@PostmeisterTest
class NoTracesTest {

  @Autowired private ApplicationContext context;
  @Autowired private MockMvc mvc;
  @Autowired private ApiTokenService tokens;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private JdbcClient jdbc;

  @Test
  void thereIsNoTracerAndNoneOfItsThreads() {
    assertThat(context.getBeanNamesForType(io.micrometer.tracing.Tracer.class)).isEmpty();
    assertThat(context.getBeanNamesForType(io.opentelemetry.api.OpenTelemetry.class)).isEmpty();
    assertThat(context.getBeanDefinitionNames())
        .noneMatch(name -> name.contains("otel") || name.contains("opentelemetry"));
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("BatchSpanProcessor"));
  }

  @Test
  void nothingIsStoredWhateverTheCallerWants() throws Exception {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 2525), null), null);
    SomeTenants.create(tenants, "acme");
    String token =
        tokens
            .create(
                new NewApiToken(
                    SingleLine.of("application"), null, null, Set.of(TokenScope.values()), null))
            .token();

    mvc.perform(
            post("/api/v1/tenants/acme/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .content("{\"to\": [\"a@example.org\"], \"subject\": \"s\", \"text\": \"t\"}"))
        .andExpect(status().isAccepted());

    List<Map<String, Object>> stored =
        jdbc.sql("SELECT traceparent FROM message").query().listOfRows();
    assertThat(stored).hasSize(1).first().extracting(Map::values).asString().isEqualTo("[null]");
  }
}

package org.postmeister.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postmeister.PostmeisterApplication;
import org.postmeister.common.SingleLine;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsersConfiguration;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.smtp.RawSmtpClient;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.FakeCollector;
import org.postmeister.testing.FakeCollector.Collected;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestSubmission;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * Traces of messages as a collector gets them. This is the one context with traces, on H2 only; it
 * is not beside the shared one, since both would decide whom this thread is signed in as.
 */
@SpringBootTest(
    classes = PostmeisterApplication.class,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:traces;MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1",
      "db-scheduler.enabled=false",
      "management.tracing.sampling.probability=1"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestSubmission.class)
@Import({TestClock.class, TestDeliveries.class, TestUsersConfiguration.class})
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageTracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";
  private static final String MESSAGES = "/api/v1/tenants/acme/messages";

  private static final FakeCollector COLLECTOR = new FakeCollector();

  @Autowired private MockMvc mvc;
  @Autowired private SdkTracerProvider tracers;
  @Autowired private TestDeliveries deliveries;
  @Autowired private MessageActionService actions;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private SubmissionEndpoint submission;
  @Autowired private TenantService tenants;
  @Autowired private ApiTokenService tokens;
  @Autowired private JdbcClient jdbc;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private String token;

  @DynamicPropertySource
  static void configure(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("traces");
    properties.add("postmeister.data-dir", data::toString);
    properties.add("postmeister.trusted-certificates", TestAuthority.trusted()::toString);
    properties.add("management.opentelemetry.tracing.export.otlp.endpoint", COLLECTOR::endpoint);
  }

  @BeforeAll
  void fill() {
    SignedIn.asSystemAdmin();
    server.on(".", "250 2.6.0 Queued").on("RCPT TO:<nobody@example.org>", "550 5.1.1 Who?");
    systemServer.save(draft(open("localhost", server.port()), null), null);
    SomeTenants.create(tenants, "acme");
    token =
        tokens
            .create(
                new NewApiToken(
                    SingleLine.of("application"), null, null, Set.of(TokenScope.values()), null))
            .token();
  }

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @AfterEach
  void forget() {
    flush();
    COLLECTOR.reset();
    jdbc.sql("DELETE FROM message").update();
  }

  @AfterAll
  void stop() {
    server.close();
    COLLECTOR.close();
  }

  @Test
  void aMessageIsTracedFromTheRequestOfItsCallerToTheAnswerOfItsServer() throws Exception {
    long id = JsonPath.<Integer>read(send("a@example.org", TRACEPARENT), "$.id");
    deliveries.run();
    flush();

    Collected request = only("http post " + MESSAGES.replace("acme", "{tenant}"));
    Collected accept = only("accept message");
    Collected deliver = only("deliver message");
    assertThat(List.of(request, accept, deliver)).extracting(Collected::trace).containsOnly(TRACE);
    assertThat(request.parent()).isEqualTo(CALLER);
    assertThat(request.attributes()).containsEntry("status", "202");
    assertThat(accept.parent()).isEqualTo(request.id());
    assertThat(accept.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "postmeister.message.id", Long.toString(id),
                "postmeister.owner", "acme",
                "postmeister.via", "api"));
    assertThat(deliver.parent()).isEqualTo(accept.id());
    assertThat(deliver.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "postmeister.message.id", Long.toString(id),
                "postmeister.owner", "acme",
                "postmeister.attempt", "1",
                "postmeister.outcome", "delivered",
                "postmeister.enhanced_status", "2.6.0",
                "server.address", "localhost"));
    assertThat(List.of(request, accept, deliver)).noneMatch(Collected::failed);
    assertThat(deliver.end()).isGreaterThan(deliver.begin());
  }

  @Test
  void eachAttemptHasItsSpanAndItsError() throws Exception {
    long id = JsonPath.<Integer>read(send("nobody@example.org", TRACEPARENT), "$.id");
    deliveries.run();
    actions.retry(id);
    deliveries.run();
    flush();

    List<Collected> attempts = COLLECTOR.spans("deliver message");
    assertThat(attempts).hasSize(2).allMatch(Collected::failed);
    assertThat(attempts)
        .extracting(span -> span.of("outcome") + " " + span.of("enhanced_status"))
        .containsOnly("refused 5.1.1");
    assertThat(attempts).extracting(span -> span.of("attempt")).containsExactlyInAnyOrder("1", "2");
    assertThat(attempts).extracting(Collected::parent).containsOnly(only("accept message").id());
    assertThat(attempts)
        .extracting(Collected::error, span -> span.attributes().get("error.type"))
        .containsOnly(tuple("recipient_unknown", "recipient_unknown"));
  }

  @Test
  void aServerThatCannotBeUsedIsAnAttemptToo() throws Exception {
    server.on("MAIL", "421 4.3.2 Later");
    try {
      send("a@example.org", TRACEPARENT);
      deliveries.run();
      flush();

      assertThat(COLLECTOR.spans("deliver message"))
          .isNotEmpty()
          .allMatch(Collected::failed)
          .extracting(span -> span.of("outcome"))
          .containsOnly("deferred");
    } finally {
      server.on("MAIL", "250 2.1.0 Ok");
      jdbc.sql("DELETE FROM server_health").update();
    }
  }

  @Test
  void aRefusalIsAnErrorWithoutWords() throws Exception {
    systemServer.save(draft(TestMailServers.off(open("localhost", server.port())), null), null);
    try {
      MockHttpServletResponse response = posted(MESSAGES, message("a@example.org"), TRACEPARENT);
      flush();

      assertThat(response.getStatus()).isEqualTo(409);
      assertThat(only("accept message").error()).isEqualTo("mail_unavailable");
    } finally {
      systemServer.save(draft(open("localhost", server.port()), null), null);
    }
  }

  @Test
  void messagesOfABatchShareTheTraceAndKeepTheirOwnSpans() throws Exception {
    String batch =
        "{\"messages\": ["
            + String.join(", ", message("a@example.org"), "{\"to\": []}", message("b@example.org"))
            + "]}";
    assertThat(posted(MESSAGES + "/batch", batch, TRACEPARENT).getStatus()).isEqualTo(200);
    deliveries.run();
    flush();

    assertThat(COLLECTOR.spans("accept message")).hasSize(2);
    assertEachIsDeliveredBelowItsOwn();
  }

  /** They are committed together. */
  @Test
  void messagesOfTheSameMomentKeepTheirTraces() throws Exception {
    int threads = 8;
    CyclicBarrier barrier = new CyclicBarrier(threads);
    List<Future<Integer>> ids = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        String parent = TRACEPARENT.replace(TRACE, "%032x".formatted(i + 1));
        ids.add(
            executor.submit(() -> {
              barrier.await();
              return JsonPath.read(send("a@example.org", parent), "$.id");
            }));
      }
    }
    deliveries.run();
    flush();

    for (int i = 0; i < threads; i++) {
      String id = ids.get(i).get().toString();
      assertThat(COLLECTOR.spans())
          .filteredOn(span -> span.of("message.id").equals(id))
          .hasSize(2)
          .extracting(Collected::trace)
          .containsOnly("%032x".formatted(i + 1));
    }
    assertEachIsDeliveredBelowItsOwn();
  }

  @Test
  void messagesOverSmtpAndOfPostmeisterItselfAreTracedInTheSameWay() throws Exception {
    int port = submission.ports().getFirst().number();
    try (RawSmtpClient client = RawSmtpClient.plain(port, "127.0.0.9")) {
      client.ask("EHLO client.example.org");
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send("From: noreply@example.com\r\nSubject: Hello\r\n\r\nHow do you do?\r\n.\r\n");
      assertThat(client.read()).startsWith("250");
    }
    outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "b@example.org"), null);
    deliveries.run();
    flush();

    assertThat(COLLECTOR.spans("accept message"))
        .extracting(span -> span.of("owner"), span -> span.of("via"), Collected::parent)
        .containsExactlyInAnyOrder(tuple("acme", "smtp", ""), tuple("system", "console", ""));
    assertEachIsDeliveredBelowItsOwn();
  }

  @Test
  void whatIsNotTracedIsStoredAndSentAsEver() throws Exception {
    send("a@example.org", TRACEPARENT.replaceFirst("01$", "00"));
    deliveries.run();
    flush();

    assertThat(COLLECTOR.spans()).isEmpty();
    assertThat(jdbc.sql("SELECT status, traceparent FROM message").query().listOfRows())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("STATUS", "DELIVERED")
                .containsEntry("TRACEPARENT", null));
  }

  @Test
  void whoeverNamesNoTraceGetsANewOne() throws Exception {
    send("a@example.org", null);
    send("a@example.org", "not-a-traceparent");
    flush();

    assertThat(COLLECTOR.spans("accept message"))
        .extracting(Collected::trace)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .doesNotContain(TRACE);
  }

  @Test
  void nothingOfAMessageIsToldButWhoseItIs() throws Exception {
    send("nobody@example.org", TRACEPARENT);
    deliveries.run();
    flush();

    assertThat(COLLECTOR.asked())
        .isNotEmpty()
        .allSatisfy(request ->
            assertThat(request.text())
                .doesNotContain("nobody@", "example.org", "Hello", "Who?", token)
                .contains("postmeister"));
  }

  @Test
  void linesOfTheLogHaveTheTrace() {
    Span span = tracers.get("test").spanBuilder("test").startSpan();

    try (Scope _ = span.makeCurrent()) {
      assertThat(MDC.get("traceId")).isEqualTo(span.getSpanContext().getTraceId());
    }
  }

  private String send(String to, @Nullable String traceparent) throws Exception {
    MockHttpServletResponse response = posted(MESSAGES, message(to), traceparent);
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(202);
    return response.getContentAsString();
  }

  @Test
  void theTraceIsTheCallersBelowAPathOfAHostToo() throws Exception {
    mvc.perform(
        request(MESSAGES, message("a@example.org"))
            .header("traceparent", TRACEPARENT)
            .header("X-Forwarded-Prefix", "/mail")
            .requestAttr(Globals.REQUEST_FORWARDED_ATTRIBUTE, true));
    flush();

    assertThat(only("accept message").trace()).isEqualTo(TRACE);
  }

  private MockHttpServletRequestBuilder request(String path, String body) {
    return post(path)
        .contentType(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
        .content(body);
  }

  private MockHttpServletResponse posted(String path, String body, @Nullable String traceparent)
      throws Exception {
    MockHttpServletRequestBuilder request = request(path, body);
    if (traceparent != null) {
      request.header("traceparent", traceparent);
    }
    MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
    // It signs out whoever is signed in.
    SignedIn.asSystemAdmin();
    return response;
  }

  private static String message(String to) {
    return "{\"to\": [\"%s\"], \"subject\": \"Hello\", \"text\": \"How do you do?\"}".formatted(to);
  }

  /** Until the collector has what there is so far. */
  private void flush() {
    assertThat(tracers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static Collected only(String name) {
    assertThat(COLLECTOR.spans(name)).hasSize(1);
    return COLLECTOR.spans(name).getFirst();
  }

  private void assertEachIsDeliveredBelowItsOwn() {
    List<Collected> accepted = COLLECTOR.spans("accept message");
    List<Collected> delivered = COLLECTOR.spans("deliver message");
    assertThat(delivered).isNotEmpty().hasSameSizeAs(accepted);
    assertThat(delivered)
        .extracting(span -> span.of("message.id") + " " + span.parent())
        .containsExactlyInAnyOrderElementsOf(
            accepted.stream().map(span -> span.of("message.id") + " " + span.id()).toList());
  }
}

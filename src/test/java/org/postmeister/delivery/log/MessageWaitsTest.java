package org.postmeister.delivery.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Requests that wait until a message has ended. */
@PostmeisterTest
class MessageWaitsTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final MailOwner OWNER = MailOwner.of(TenantId.create());

  @Autowired private MockMvc mvc;
  @Autowired private Outbox outbox;
  @Autowired private MessageActionService actions;
  @Autowired private MessageWaits shared;
  @Autowired private ApiTokenService tokens;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Set<Long>> looks = new LinkedBlockingQueue<>();
  private final MessageWaits waits =
      new MessageWaits(
          ids -> {
            looks.add(ids);
            return waiting;
          },
          new MessageWaits.Limits(2, 3));
  private TenantId acme;
  private long message;

  @BeforeEach
  void aMessageWaits() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 1), null), null);
    acme = SomeTenants.create(tenants, "acme");
    message = outbox.enqueue(SomeMessages.to(MailOwner.of(acme), "a@example.org"), null).id();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Future<?> waitFor(long id, MailOwner owner) throws InterruptedException {
    int before = waits.count();
    Future<?> wait =
        threads.submit(() -> {
          waits.await(id, owner, LONG);
          return null;
        });
    while (waits.count() == before) {
      Thread.onSpinWait();
    }
    return wait;
  }

  @Test
  void oneLookServesAllThatWait() throws Exception {
    waiting.addAll(Set.of(1L, 2L));
    List<Future<?>> first = List.of(waitFor(1, OWNER), waitFor(1, MailOwner.SYSTEM));
    Future<?> second = waitFor(2, OWNER);
    looks.clear();

    assertThat(looks.poll(30, TimeUnit.SECONDS)).containsExactlyInAnyOrder(1L, 2L);
    waiting.remove(1L);
    for (Future<?> wait : first) {
      wait.get(30, TimeUnit.SECONDS);
    }
    assertThat(second).isNotDone();

    // Also after nobody has waited for a while.
    waiting.remove(2L);
    second.get(30, TimeUnit.SECONDS);
    assertThat(waits.count()).isZero();
    waitFor(3, OWNER).get(30, TimeUnit.SECONDS);
  }

  @Test
  void onlySoManyWaitForMessagesOfTheSameOwnerAndAltogether() throws Exception {
    waiting.addAll(Set.of(1L, 2L));
    Future<?> first = waitFor(1, OWNER);
    waitFor(2, OWNER);
    assertThatThrownBy(() -> waits.await(2, OWNER, LONG))
        .isInstanceOfSatisfying(
            TooManyWaitingException.class,
            refused -> assertThat(refused.retryAfter()).isPositive());

    waitFor(2, MailOwner.SYSTEM);
    assertThatThrownBy(() -> waits.await(2, MailOwner.SYSTEM, LONG))
        .isInstanceOf(TooManyWaitingException.class);

    waiting.remove(1L);
    first.get(30, TimeUnit.SECONDS);
    waitFor(2, OWNER);
  }

  @Test
  void aDatabaseThatFailsIsAskedAgain() throws Exception {
    List<Set<Long>> asked = new ArrayList<>();
    MessageWaits failing =
        new MessageWaits(
            ids -> {
              asked.add(ids);
              if (asked.size() == 1) {
                throw new IllegalStateException("It does not respond");
              }
              return Set.of();
            },
            new MessageWaits.Limits(2, 3));
    threads
        .submit(() -> {
          failing.await(1, OWNER, LONG);
          return null;
        })
        .get(30, TimeUnit.SECONDS);
    assertThat(asked).hasSize(2);
  }

  @Test
  void nobodyWaitsWhilePostmeisterStops() throws Exception {
    waiting.add(1L);
    Future<?> wait = waitFor(1, OWNER);
    waits.on(new ContextClosedEvent(new StaticApplicationContext()));
    wait.get(30, TimeUnit.SECONDS);
    waits.await(1, OWNER, LONG);
    assertThat(waits.count()).isZero();
  }

  private String address(int seconds) {
    return "/api/v1/tenants/acme/messages/" + message + "?wait=" + seconds;
  }

  @Test
  void theResponseComesWhenTheMessageHasEnded() throws Exception {
    Future<MockHttpServletResponse> response =
        threads.submit(() ->
            mvc.perform(get(address(60)).with(authentication(TestUsers.tenantAdmin(acme))))
                .andReturn()
                .getResponse());
    untilSomebodyWaits();

    actions.cancel(message);

    String json = response.get(30, TimeUnit.SECONDS).getContentAsString();
    assertThat(JsonPath.<String>read(json, "$.status")).isEqualTo("CANCELLED");
  }

  private void untilSomebodyWaits() {
    while (shared.count() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoMayNotReadItAnyMoreIsNotTold() throws Exception {
    ApiTokenService.Created token =
        tokens.create(
            new NewApiToken(
                SingleLine.of("a"),
                TenantName.of("acme"),
                null,
                Set.of(TokenScope.MESSAGES_READ),
                null));
    Future<MockHttpServletResponse> response =
        threads.submit(() ->
            mvc.perform(get(address(60)).header("Authorization", "Bearer " + token.token()))
                .andReturn()
                .getResponse());
    untilSomebodyWaits();

    tokens.revoke(token.info().id());
    actions.cancel(message);

    assertThat(response.get(30, TimeUnit.SECONDS).getStatus()).isIn(401, 403, 404);
    assertThat(response.get().getContentAsString()).doesNotContain("CANCELLED");
  }

  @Test
  void theResponseComesAtTheLatestAfterSoManySeconds() throws Exception {
    mvc.perform(get(address(1)).with(authentication(TestUsers.tenantAdmin(acme))))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("QUEUED"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 61})
  void waitsNeitherLessThanNothingNorForEver(int seconds) throws Exception {
    mvc.perform(get(address(seconds)).with(authentication(TestUsers.tenantAdmin(acme))))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("wait"));
  }
}

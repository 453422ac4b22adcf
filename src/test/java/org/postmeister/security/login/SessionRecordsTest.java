package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.security.profile.OwnSession;
import org.postmeister.security.profile.OwnSessionService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The sessions of an account, seen and ended from any of them. */
@PostmeisterTest
class SessionRecordsTest {

  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:1) Gecko/1 Firefox/145.0";

  @Autowired private MockMvc mvc;
  @Autowired private Accounts accounts;
  @Autowired private PasswordHasher passwords;
  @Autowired private OwnSessionService own;
  @Autowired private SessionRecords records;
  @Autowired private SessionRecorder recorder;
  @Autowired private AccountSessionRegistry registry;
  @Autowired private SessionWatch watch;
  @Autowired private AuditService audit;
  @Autowired private TestClock.Turnable clock;
  @Autowired private JdbcClient jdbc;

  private Account account;

  @BeforeEach
  void create() {
    account = SomeAccounts.create(accounts, passwords, clock);
  }

  @AfterEach
  void leave() {
    RequestContextHolder.resetRequestAttributes();
  }

  private MockHttpSession signIn(String address) throws Exception {
    MockHttpSession session =
        (MockHttpSession)
            Objects.requireNonNull(
                mvc.perform(
                        MockMvcRequestBuilders.post("/login")
                            .param("username", SomeAccounts.LOGIN)
                            .param("password", SomeAccounts.PASSWORD)
                            .header("User-Agent", FIREFOX)
                            .with(request -> {
                              request.setRemoteAddr(address);
                              return request;
                            })
                            .with(csrf()))
                    .andExpect(redirectedUrl("/"))
                    .andReturn()
                    .getRequest()
                    .getSession(false));
    // The container tells the listener; there is none here.
    String name = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    registry.attributeAdded(new HttpSessionBindingEvent(session, name, session.getAttribute(name)));
    return session;
  }

  private void actIn(MockHttpSession session) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    SignedIn.as(SessionAuthentication.authenticationOf(account));
  }

  private static UUID recordOf(MockHttpSession session) {
    return SessionRecorder.recordOf(session).orElseThrow();
  }

  @Test
  void areListedWithTheCallersFirst() throws Exception {
    MockHttpSession first = signIn("192.0.2.1");
    clock.forward(Duration.ofMinutes(1));
    signIn("192.0.2.2");
    actIn(first);

    assertThat(own.list())
        .extracting(OwnSession::address, OwnSession::current)
        .containsExactly(tuple("192.0.2.1", true), tuple("192.0.2.2", false));
    assertThat(own.list().getFirst().device().browser()).contains("Firefox");
  }

  @Test
  void oneThatIsEndedHereEndsAtOnce() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    MockHttpSession other = signIn("192.0.2.2");
    actIn(mine);

    own.end(recordOf(other));

    assertThat(other.isInvalid()).isTrue();
    assertThat(mine.isInvalid()).isFalse();
    assertThat(own.list()).hasSize(1);
    assertThat(audit.find(AuditQuery.ALL, null, 0, 1).getFirst().action())
        .isEqualTo(AuditAction.SESSIONS_ENDED);
  }

  @Test
  void oneThatIsEndedOnAnotherNodeEndsWithTheNextLook() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    MockHttpSession other = signIn("192.0.2.2");
    jdbc.sql("DELETE FROM account_session WHERE address = '192.0.2.2'").update();

    watch.look();

    assertThat(other.isInvalid()).isTrue();
    assertThat(mine.isInvalid()).isFalse();
  }

  @Test
  void allOthersEndTogether() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    List<MockHttpSession> others = List.of(signIn("192.0.2.2"), signIn("192.0.2.3"));
    actIn(mine);

    own.endOthers();

    assertThat(others).allMatch(MockHttpSession::isInvalid);
    assertThat(own.list()).singleElement().matches(OwnSession::current);
  }

  @Test
  void nobodyEndsThoseOfOthers() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    SignedIn.asSystemAdmin();

    own.end(recordOf(mine));

    assertThat(mine.isInvalid()).isFalse();
    assertThat(records.of(account.id())).hasSize(1);
  }

  // The container has a clock of its own.
  private void usedWhenItWas(MockHttpSession session) {
    jdbc.sql("UPDATE account_session SET last_used_at = ? WHERE id = ?")
        .params(
            UtcTime.toColumn(Instant.ofEpochMilli(session.getLastAccessedTime())),
            recordOf(session))
        .update();
  }

  @Test
  void oneThatEndsByItselfIsForgotten() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    usedWhenItWas(mine);

    recorder.sessionDestroyed(new HttpSessionEvent(mine));

    assertThat(records.of(account.id())).isEmpty();
  }

  @Test
  void oneThatEndsWhereItIsNoLongerUsedGoesOnElsewhere() throws Exception {
    MockHttpSession left = signIn("192.0.2.1");
    usedWhenItWas(left);
    clock.forward(Duration.ofMinutes(2));
    records.noteUse(recordOf(left));

    recorder.sessionDestroyed(new HttpSessionEvent(left));

    assertThat(records.of(account.id())).hasSize(1);
  }

  @Test
  void theLastUseOfAnyOfItsSessionsHereCounts() throws Exception {
    MockHttpSession used = signIn("192.0.2.1");
    MockHttpSession left = signIn("192.0.2.2");
    // As after two requests at the same moment that another node has handed over.
    left.setAttribute(SessionRecorder.class.getName(), recordOf(used));

    for (MockHttpSession one : List.of(used, left, used)) {
      accessLater(one, one == used ? left : used);
      assertThat(registry.lastUsed())
          .containsEntry(recordOf(used), Instant.ofEpochMilli(one.getLastAccessedTime()));
    }
  }

  private static void accessLater(MockHttpSession one, MockHttpSession than) {
    while (one.getLastAccessedTime() <= than.getLastAccessedTime()) {
      one.access();
    }
  }

  @Test
  void thoseOfANodeThatIsNoMoreAreForgottenAfterAnHour() throws Exception {
    MockHttpSession elsewhere = signIn("192.0.2.1");
    String name = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
    registry.attributeRemoved(new HttpSessionBindingEvent(elsewhere, name));
    clock.forward(Duration.ofMinutes(59));
    records.deleteUnused(Set.of());
    assertThat(records.of(account.id())).hasSize(1);

    clock.forward(Duration.ofMinutes(2));
    records.deleteUnused(Set.of());

    assertThat(records.of(account.id())).isEmpty();
  }

  @Test
  void oneThatLivesHereIsKeptHoweverLongItIsUnused() throws Exception {
    MockHttpSession mine = signIn("192.0.2.1");
    clock.forward(Duration.ofHours(2));

    for (int look = 0; look < SessionWatch.LOOKS_UNTIL_NOTED; look++) {
      watch.look();
    }
    watch.look();

    assertThat(mine.isInvalid()).isFalse();
    assertThat(records.of(account.id())).hasSize(1);
  }

  @Test
  void programsHaveNone() throws Exception {
    mvc.perform(
        MockMvcRequestBuilders.get("/api/v1/tenants")
            .headers(headers -> headers.setBasicAuth(SomeAccounts.LOGIN, SomeAccounts.PASSWORD)));

    assertThat(records.of(account.id())).isEmpty();
  }
}

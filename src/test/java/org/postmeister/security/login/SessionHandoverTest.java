package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSessionEvent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Whoever was signed in on a node that has died is signed in on the others. */
@PostmeisterTest
class SessionHandoverTest {

  @Autowired private MockMvc mvc;
  @Autowired private Accounts accounts;
  @Autowired private PasswordHasher passwords;
  @Autowired private SessionRecords records;
  @Autowired private SessionRecorder recorder;
  @Autowired private TestClock.Turnable clock;
  @Autowired private JdbcClient jdbc;

  private Account account;
  private Cookie cookie;

  @BeforeEach
  void signIn() throws Exception {
    account = SomeAccounts.create(accounts, passwords, clock);
    MockHttpServletResponse answer =
        mvc.perform(
                MockMvcRequestBuilders.post("/login")
                    .param("username", SomeAccounts.LOGIN)
                    .param("password", SomeAccounts.PASSWORD)
                    .with(csrf()))
            .andExpect(redirectedUrl("/"))
            .andReturn()
            .getResponse();
    cookie = Objects.requireNonNull(answer.getCookie(SessionCookie.NAME));
    assertThat(answer.getHeaders(HttpHeaders.SET_COOKIE))
        .filteredOn(header -> header.startsWith(SessionCookie.NAME))
        .singleElement()
        .asString()
        .contains("; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Max-Age", "Expires");
  }

  /** Without a session, as on another node: who the request was of. */
  private @Nullable SignedInUser ask(Cookie with) throws Exception {
    return ask(with, new MockHttpSession());
  }

  private @Nullable SignedInUser ask(Cookie with, MockHttpSession session) throws Exception {
    try {
      mvc.perform(MockMvcRequestBuilders.get("/tenants").cookie(with).session(session));
    } catch (ServletException e) {
      // Vaadin's servlet, which is not there, comes after the filters.
      assertThat(e).hasMessageContaining("springServlet");
    }
    return session.isInvalid()
            || !(session.getAttribute(
                    HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                instanceof SecurityContext context)
            || context.getAuthentication() == null
        ? null
        : (SignedInUser) context.getAuthentication().getPrincipal();
  }

  @Test
  void theSessionGoesOnElsewhere() throws Exception {
    MockHttpSession session = new MockHttpSession();
    String before = session.getId();

    SignedInUser user = Objects.requireNonNull(ask(cookie, session));

    assertThat(user.accountId()).isEqualTo(account.id());
    assertThat(session.getId()).isNotEqualTo(before);
    assertThat(SessionRecorder.recordOf(session))
        .hasValue(records.of(account.id()).getFirst().id());
    assertThat(records.of(account.id())).hasSize(1);
  }

  @Test
  void nobodyElsesCookieDoes() throws Exception {
    assertThat(ask(new Cookie(SessionCookie.NAME, "x" + cookie.getValue()))).isNull();
    assertThat(ask(new Cookie(SessionCookie.NAME, ""))).isNull();
    String stored = jdbc.sql("SELECT token_hash FROM account_session").query(String.class).single();
    assertThat(ask(new Cookie(SessionCookie.NAME, stored))).isNull();
  }

  @Test
  void aCookieThatIsGoodForNothingIsRemoved() throws Exception {
    records.delete(account.id(), records.of(account.id()).getFirst().id());

    MockHttpServletResponse answer =
        mvc.perform(MockMvcRequestBuilders.get("/tenants").cookie(cookie))
            .andReturn()
            .getResponse();

    assertThat(Objects.requireNonNull(answer.getCookie(SessionCookie.NAME)).getMaxAge()).isZero();
  }

  @Test
  void whoSignsOutIsSignedOutEverywhere() throws Exception {
    MockHttpSession session = new MockHttpSession();
    ask(cookie, session);

    MockHttpServletResponse answer =
        mvc.perform(
                MockMvcRequestBuilders.post("/logout").session(session).cookie(cookie).with(csrf()))
            .andReturn()
            .getResponse();

    assertThat(Objects.requireNonNull(answer.getCookie(SessionCookie.NAME)).getMaxAge()).isZero();
    assertThat(records.of(account.id())).isEmpty();
    assertThat(ask(cookie)).isNull();
  }

  @Test
  void whatANodeEndsThatStopsGoesOnElsewhere() throws Exception {
    MockHttpSession session = new MockHttpSession();
    ask(cookie, session);
    recorder.stop();
    try {
      recorder.sessionDestroyed(new HttpSessionEvent(session));
    } finally {
      recorder.start();
    }

    assertThat(ask(cookie)).isNotNull();
  }

  @Test
  void oneThatHasEndedDoesNotGoOn() throws Exception {
    records.delete(account.id(), records.of(account.id()).getFirst().id());

    assertThat(ask(cookie)).isNull();
  }

  @Test
  void oneThatWasUnusedForTooLongDoesNotGoOn() throws Exception {
    clock.forward(Duration.ofMinutes(30));
    assertThat(ask(cookie)).isNotNull();

    clock.forward(Duration.ofMinutes(32));
    assertThat(ask(cookie)).isNull();
  }

  @Test
  void aNewPasswordEndsIt() throws Exception {
    jdbc.sql("UPDATE account SET credentials_version = credentials_version + 1 WHERE id = ?")
        .param(account.id())
        .update();

    assertThat(ask(cookie)).isNull();
  }

  @Test
  void anAccountThatWasDeactivatedEndsIt() throws Exception {
    jdbc.sql("UPDATE account SET active = FALSE WHERE id = ?").param(account.id()).update();

    assertThat(ask(cookie)).isNull();
  }
}

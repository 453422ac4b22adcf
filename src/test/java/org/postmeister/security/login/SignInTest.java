package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.security.administration.AccountService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@PostmeisterTest
class SignInTest {

  private static final String PASSWORD = "a password of tests";

  @Autowired private MockMvc mvc;
  @Autowired private Accounts accounts;
  @Autowired private AccountService service;
  @Autowired private PasswordEncoder encoder;
  @Autowired private PasswordHasher passwords;
  @Autowired private Clock clock;
  @Autowired private TestClock.Turnable turnable;
  @Autowired private JdbcClient jdbc;

  @Test
  void leadsToTheConsoleWithTheRightPassword() throws Exception {
    Account account = create("right", false);

    MockHttpSession session = signIn(account.login(), PASSWORD);

    assertThat(session.getAttribute("SPRING_SECURITY_CONTEXT")).isNotNull();
  }

  @Test
  void leadsBackWithTheWrongPassword() throws Exception {
    Account account = create("wrong", false);

    post(account.login(), "not it", "192.0.2.10").andExpect(redirectedUrlPattern("/login?error"));
  }

  @Test
  void ignoresTheCaseOfTheLogin() throws Exception {
    create("Mixed", false);

    post("mIXED", PASSWORD, "192.0.2.20").andExpect(redirectedUrl("/"));
  }

  @Test
  void doesNotLetDeactivatedAccountsIn() throws Exception {
    Account account = create("inactive", false);
    jdbc.sql("UPDATE account SET active = FALSE WHERE login_key = 'inactive'").update();

    post(account.login(), PASSWORD, "192.0.2.30").andExpect(redirectedUrlPattern("/login?error"));
  }

  @Test
  void throttlesTheLoginPageAndSaysForHowLong() throws Exception {
    Account account = create("throttled", false);
    for (int i = 0; i < 5; i++) {
      post(account.login(), "not it", "192.0.2.40");
    }

    post(account.login(), PASSWORD, "192.0.2.40")
        .andExpect(redirectedUrlPattern("/login?throttled=*"));

    turnable.forward(Duration.ofMinutes(2));
    post(account.login(), PASSWORD, "192.0.2.40").andExpect(redirectedUrl("/"));
  }

  @Test
  void throttlesTheHttpApiToo() throws Exception {
    Account account = create("api", false);
    for (int i = 0; i < 5; i++) {
      mvc.perform(
              get("/api/v1/system/platform")
                  .with(httpBasic(account.login(), "no"))
                  .with(from("192.0.2.50")))
          .andExpect(status().isUnauthorized());
    }

    mvc.perform(
            get("/api/v1/system/platform")
                .with(httpBasic(account.login(), PASSWORD))
                .with(from("192.0.2.50")))
        .andExpect(status().isTooManyRequests())
        .andExpect(header().exists("Retry-After"))
        .andExpect(jsonPath("$.code").value("rate_limited"));
  }

  @Test
  void doesNotLetTheHttpApiBeUsedBeforeTheFirstPasswordIsChanged() throws Exception {
    Account account = create("first", true);

    mvc.perform(
            get("/api/v1/system/platform")
                .with(httpBasic(account.login(), PASSWORD))
                .with(from("192.0.2.60")))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("forbidden"))
        .andExpect(
            jsonPath("$.detail")
                .value(
                    "The initial password must be changed in the console before the API can be"
                        + " used."));
  }

  @Test
  void aChangedPasswordEndsAllOtherSessions() throws Exception {
    Account account = create("sessions", false);
    MockHttpSession other = signIn(account.login(), PASSWORD);
    actAs(account);

    service.changePassword(PASSWORD, NewPassword.of("quite another password"));
    SecurityContextHolder.clearContext();
    mvc.perform(get("/").session(other));

    assertThat(other.isInvalid()).isTrue();
    post(account.login(), "quite another password", "192.0.2.70").andExpect(redirectedUrl("/"));
  }

  @Test
  void wantsTheCurrentPasswordForANewOne() {
    Account account = create("current", true);
    actAs(account);

    assertThatThrownBy(
            () -> service.changePassword("not it", NewPassword.of("quite another password")))
        .isInstanceOf(ValidationFailedException.class);
    assertThatThrownBy(() -> service.changePassword(PASSWORD, NewPassword.of(PASSWORD)))
        .isInstanceOf(ValidationFailedException.class);
    assertThat(accounts.findById(account.id()).orElseThrow().mustChangePassword()).isTrue();

    service.changePassword(PASSWORD, NewPassword.of("quite another password"));
    assertThat(accounts.findById(account.id()).orElseThrow().mustChangePassword()).isFalse();
  }

  @Test
  void accountsDoNotShowTheirPasswordHash() {
    Account account = create("hidden", false);

    assertThat(account.toString()).doesNotContain(account.passwordHash());
    assertThat(account.toSignedInUser().toString()).doesNotContain(account.passwordHash());
  }

  private Account create(String login, boolean mustChangePassword) {
    return accounts.save(
        Account.create(
            login,
            "Name " + UUID.randomUUID(),
            Role.SYSTEM_ADMIN,
            Set.of(),
            new Account.Password(passwords.hash(PASSWORD), true, mustChangePassword),
            clock.instant()));
  }

  private void actAs(Account account) {
    SignedInUser user = account.toSignedInUser();
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
  }

  private MockHttpSession signIn(String login, String password) throws Exception {
    MockHttpSession session =
        (MockHttpSession)
            post(login, password, "192.0.2." + (100 + login.length()))
                .andExpect(redirectedUrl("/"))
                .andReturn()
                .getRequest()
                .getSession(false);
    assertThat(session).isNotNull();
    return session;
  }

  private ResultActions post(String login, String password, String address) throws Exception {
    return mvc.perform(
        MockMvcRequestBuilders.post("/login")
            .param("username", login)
            .param("password", password)
            .with(csrf())
            .with(from(address)));
  }

  private static RequestPostProcessor from(String address) {
    return request -> {
      request.setRemoteAddr(address);
      return request;
    };
  }
}

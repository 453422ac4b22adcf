package org.postmeister.security.login;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.security.TestUsers;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.MockMvc;

/** A password that was right a moment ago is good for nothing once the account has changed. */
@PostmeisterTest
class BasicSignInTest {

  @Autowired private MockMvc mvc;
  @Autowired private Accounts accounts;
  @Autowired private PasswordHasher passwords;
  @Autowired private PasswordEncoder encoder;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  @BeforeEach
  void signsInTwice() throws Exception {
    SomeAccounts.create(accounts, passwords, clock);
    expect(SomeAccounts.PASSWORD, 200);
    expect(SomeAccounts.PASSWORD, 200);
  }

  private void expect(String password, int status) throws Exception {
    SecurityContextHolder.clearContext();
    mvc.perform(get("/api/v1/tenants").with(httpBasic(SomeAccounts.LOGIN, password)))
        .andExpect(status().is(status));
  }

  @Test
  void theFormerPasswordIsRefusedAtOnce() throws Exception {
    // As on another node: nothing tells this one.
    jdbc.sql("UPDATE account SET password_hash = ? WHERE login = ?")
        .params(encoder.encode("another one of tests"), SomeAccounts.LOGIN)
        .update();

    expect(SomeAccounts.PASSWORD, 401);
    expect("another one of tests", 200);
  }

  @Test
  void anInactiveAccountIsRefusedAtOnce() throws Exception {
    mvc.perform(
            patch("/api/v1/accounts/" + SomeAccounts.LOGIN)
                .with(authentication(TestUsers.systemAdmin()))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"active\": false}"))
        .andExpect(status().isOk());

    expect(SomeAccounts.PASSWORD, 401);
  }
}

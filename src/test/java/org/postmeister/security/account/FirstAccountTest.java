package org.postmeister.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postmeister.common.error.StartupException;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.password.PasswordEncoder;

@PostmeisterTest
@ExtendWith(OutputCaptureExtension.class)
class FirstAccountTest {

  @Autowired private Accounts accounts;
  @Autowired private PasswordEncoder encoder;
  @Autowired private PasswordHasher passwords;
  @Autowired private Clock clock;

  @Test
  void theFirstStartPrintsARandomPasswordOnceThatMustBeChanged(CapturedOutput output) {
    withoutAccounts(() -> {
      firstAccount(null).afterSingletonsInstantiated();
      firstAccount(null).afterSingletonsInstantiated();

      Account created = accounts.findByLoginKey("sadmin").orElseThrow();
      assertThat(created.mustChangePassword()).isTrue();
      assertThat(output.getOut().split("with the password \\S+ and change", -1)).hasSize(2);
      String printed =
          output.getOut().replaceAll("(?s).*with the password (\\S+) and change.*", "$1");
      assertThat(encoder.matches(printed, created.passwordHash())).isTrue();
    });
  }

  @Test
  void aGivenFirstPasswordIsNotPrintedAndNeedNotBeChanged(CapturedOutput output) {
    withoutAccounts(() -> {
      firstAccount("given by the operator").afterSingletonsInstantiated();

      Account created = accounts.findByLoginKey("sadmin").orElseThrow();
      assertThat(created.mustChangePassword()).isFalse();
      assertThat(encoder.matches("given by the operator", created.passwordHash())).isTrue();
      assertThat(output.getOut()).doesNotContain("given by the operator");
    });
  }

  @Test
  void warnsOfAShortFirstPasswordWithoutPrintingIt(CapturedOutput output) {
    withoutAccounts(() -> {
      firstAccount("sh0rt").afterSingletonsInstantiated();

      assertThat(accounts.findByLoginKey("sadmin")).isPresent();
      assertThat(output.getOut()).contains("has fewer than 12 characters").doesNotContain("sh0rt");
    });
  }

  @Test
  void refusesAFirstPasswordThatBcryptWouldCut() {
    withoutAccounts(() ->
        assertThatThrownBy(() -> firstAccount("x".repeat(73)).afterSingletonsInstantiated())
            .isInstanceOf(StartupException.class)
            .hasMessageContaining("POSTMEISTER_ADMIN_PASSWORD"));
  }

  private void withoutAccounts(Runnable test) {
    Account before = accounts.findByLoginKey(TestAccounts.ADMIN).orElseThrow();
    accounts.deleteAll();
    try {
      test.run();
    } finally {
      accounts.deleteAll();
      accounts.save(
          Account.create(
              before.login(),
              before.name(),
              before.role(),
              Set.of(),
              new Account.Password(before.passwordHash(), true, false),
              clock.instant()));
    }
  }

  private FirstAccount firstAccount(String password) {
    return new FirstAccount(accounts, passwords, new AdminProperties(password), clock);
  }
}

package org.postmeister.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.ValidationFailedException;

class NewPasswordTest {

  @ParameterizedTest
  @CsvSource({
    "short, too_short",
    "aaaaaaaaaaaa, soon_guessed",
    "password1234, soon_guessed",
    "passwordpassword, soon_guessed",
    "qwertyuiop123, soon_guessed",
    "123456789012, soon_guessed",
    "111111111111111111, soon_guessed",
    "abcdefghijkl, soon_guessed",
    "iloveyouiloveyou, soon_guessed",
    "äääääääääääääääääääääääääääääääääääää, too_long"
  })
  void refusesWhatIsSoonGuessed(String password, String code) {
    assertThatThrownBy(() -> NewPassword.of(password))
        .isInstanceOfSatisfying(
            InvalidValueException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a long enough password",
        "quite another password",
        "correct-horse-battery",
        "zQ7#pLw2!vXn"
      })
  void takesWhatIsNot(String password) {
    assertThatCode(() -> NewPassword.of(password)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "adalovelace@example.org, adalovelace@example.org",
    "adalovelace@example.org, AdaLovelace1815",
    "adalovelace@example.org, adalovelace@example.org!"
  })
  void isNotTheLogin(String login, String password) {
    NewPassword chosen = NewPassword.of(password);

    assertThatThrownBy(() -> chosen.throwIfLike(login, "password"))
        .isInstanceOf(ValidationFailedException.class);
  }

  @Test
  void isShownToWhoAsksByName() {
    NewPassword chosen = NewPassword.of("quite another password");

    assertThat(chosen.reveal()).isEqualTo("quite another password");
    assertThat(chosen).hasToString("NewPassword[hidden]");
    assertThatCode(() -> chosen.throwIfLike("@example.org", "password")).doesNotThrowAnyException();
    // Six characters more than the login are enough.
    assertThatCode(
            () -> NewPassword.of("ada@example.orgzQ7#pL").throwIfLike("ada@example.org", "p"))
        .doesNotThrowAnyException();
  }

  @Test
  void theLongestCostsLittle() {
    String longest = "aB1!".repeat(18);
    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      try {
        NewPassword.of(longest);
      } catch (InvalidValueException soonGuessed) {
        assertThat(soonGuessed.code()).isEqualTo("soon_guessed");
      }
    }
    // What is looked for is something that grows with the length, not a few milliseconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }
}

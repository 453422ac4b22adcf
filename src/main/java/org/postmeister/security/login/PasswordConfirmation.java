package org.postmeister.security.login;

import java.util.List;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.PasswordHasher;
import org.springframework.stereotype.Component;

/**
 * Asks people who are signed in for their password again, before what a borrowed session must not
 * be enough for.
 */
@Component
public class PasswordConfirmation {

  private final PasswordHasher passwords;
  private final LoginThrottle throttle;

  PasswordConfirmation(PasswordHasher passwords, LoginThrottle throttle) {
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /**
   * Does nothing if it is the account's password.
   *
   * @throws ValidationFailedException if it is not; the field is {@code currentPassword}
   * @throws TooManyAttemptsException after too many wrong ones
   */
  public void confirm(String password, Account account) {
    try (LoginThrottle.Attempt attempt =
        throttle.begin(account.login(), "session of " + account.id())) {
      if (!passwords.fits(password, account)) {
        throw new ValidationFailedException(
            List.of(FieldViolation.of("currentPassword", "wrong_password")));
      }
      attempt.succeeded();
    }
  }
}

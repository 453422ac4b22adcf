package org.postmeister.security;

import java.time.Clock;
import java.util.List;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.ValidationFailedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own account. */
@Service
public class AccountService {

  private final Accounts accounts;
  private final PasswordEncoder encoder;
  private final LoginThrottle throttle;
  private final CurrentUser currentUser;
  private final Clock clock;

  AccountService(
      Accounts accounts,
      PasswordEncoder encoder,
      LoginThrottle throttle,
      CurrentUser currentUser,
      Clock clock) {
    this.accounts = accounts;
    this.encoder = encoder;
    this.throttle = throttle;
    this.currentUser = currentUser;
    this.clock = clock;
  }

  /**
   * Changes the password of who is signed in. All other sessions of the account end with their next
   * request.
   *
   * @return the authentication with which the session of the caller goes on
   * @throws ValidationFailedException if the current password is wrong or the new one is the same
   * @throws TooManyAttemptsException after too many wrong ones
   */
  @PreAuthorize("isAuthenticated()")
  @Transactional
  public Authentication changePassword(String current, NewPassword changed) {
    Account account = accounts.findById(currentUser.get().id()).orElseThrow();
    try (LoginThrottle.Attempt attempt =
        throttle.begin(account.login(), "session of " + account.id())) {
      if (!encoder.matches(current, account.passwordHash())) {
        throw new ValidationFailedException(
            List.of(FieldViolation.of("currentPassword", "wrong_password")));
      }
      attempt.succeeded();
    }
    if (encoder.matches(changed.reveal(), account.passwordHash())) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("newPassword", "same_password")));
    }
    SignedInUser user =
        new SignedInUser(
            accounts.save(account.withPassword(encoder.encode(changed.reveal()), clock.instant())));
    user.eraseCredentials();
    UsernamePasswordAuthenticationToken authentication =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    Authentication before = SecurityContextHolder.getContext().getAuthentication();
    if (before != null) {
      authentication.setDetails(before.getDetails());
    }
    return authentication;
  }
}

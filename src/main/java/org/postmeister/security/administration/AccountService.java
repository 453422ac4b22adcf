package org.postmeister.security.administration;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Languages;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.security.invitation.Invitations;
import org.postmeister.security.login.PasswordConfirmation;
import org.postmeister.security.login.SessionAuthentication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users do with their own account. */
@Service
public class AccountService {

  private final Accounts accounts;
  private final Invitations invitations;
  private final PasswordHasher passwords;
  private final PasswordConfirmation confirmation;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AccountService(
      Accounts accounts,
      Invitations invitations,
      PasswordHasher passwords,
      PasswordConfirmation confirmation,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.passwords = passwords;
    this.confirmation = confirmation;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Changes the password of the signed-in user. All other sessions of the account end with their
   * next request, and links for choosing a password no longer work.
   *
   * @return the authentication with which the caller's session continues
   * @throws ValidationFailedException if the current password is wrong or the new one is the same
   * @throws TooManyAttemptsException after too many wrong ones
   */
  @PreAuthorize("isAuthenticated()")
  @Transactional
  public Authentication changePassword(String current, NewPassword changed) {
    Account account = accounts.findById(currentUser.get().accountId()).orElseThrow();
    confirmation.confirm(current, account);
    changed.throwIfLike(account.login(), "newPassword");
    if (passwords.fits(changed.reveal(), account)) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("newPassword", "same_password")));
    }
    Account saved = accounts.save(account.withPassword(passwords.chosen(changed), clock.instant()));
    invitations.revoke(account.id());
    events.publishEvent(new AccountChanged(account.id()));
    events.publishEvent(AuditEvent.of(AuditAction.PASSWORD_CHANGED, account.login(), List.of()));
    return SessionAuthentication.authenticationOf(saved);
  }

  /**
   * Stores what the user's browser says, for mail.
   *
   * @param timeZone null if it says none
   */
  @PreAuthorize("isAuthenticated()")
  @Transactional
  public void remember(Locale language, @Nullable ZoneId timeZone) {
    SignedInUser user = currentUser.get();
    if (!user.isToken()) {
      accounts.rememberLanguage(user.accountId(), Languages.supported(language).getLanguage());
      if (timeZone != null) {
        accounts.rememberTimeZone(user.accountId(), timeZone.getId());
      }
    }
  }
}

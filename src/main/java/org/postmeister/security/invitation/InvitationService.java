package org.postmeister.security.invitation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.account.PasswordHasher;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the holder of an invitation may do, without signing in. */
@Service
@PreAuthorize("permitAll()")
public class InvitationService {

  private final Invitations invitations;
  private final Accounts accounts;
  private final PasswordHasher passwords;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  InvitationService(
      Invitations invitations,
      Accounts accounts,
      PasswordHasher passwords,
      ApplicationEventPublisher events,
      Clock clock) {
    this.invitations = invitations;
    this.accounts = accounts;
    this.passwords = passwords;
    this.events = events;
    this.clock = clock;
  }

  /** The login for which a password would be chosen; empty if the invitation is not valid. */
  @Transactional(readOnly = true)
  public Optional<String> loginOf(String token) {
    return invitations.find(token).map(Account::login);
  }

  /**
   * Sets the password of the invited account. The invitation cannot be used again.
   *
   * @throws InvitationNotFoundException if it was used, has expired, was revoked or never existed
   */
  @Transactional
  public void accept(String token, NewPassword password) {
    Account account = invitations.take(token).orElseThrow(InvitationNotFoundException::new);
    password.throwIfLike(account.login(), "password");
    accounts.save(account.withPassword(passwords.chosen(password), clock.instant()));
    events.publishEvent(new AccountChanged(account.id()));
    events.publishEvent(AuditEvent.of(AuditAction.INVITATION_ACCEPTED, account.login(), List.of()));
  }
}

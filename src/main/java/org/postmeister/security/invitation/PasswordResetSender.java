package org.postmeister.security.invitation;

import java.util.List;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends password-reset links. */
@Component
class PasswordResetSender {

  private final Accounts accounts;
  private final Invitations invitations;
  private final ApplicationEventPublisher events;

  PasswordResetSender(
      Accounts accounts, Invitations invitations, ApplicationEventPublisher events) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.events = events;
  }

  /** Sends nothing if there is no such account, it is not active, or no mail can be sent. */
  @Transactional
  public void send(String login, String base) {
    accounts
        .findLockedByLoginKey(Account.key(login))
        .filter(Account::active)
        .filter(account -> invitations.reset(account, base))
        .ifPresent(account ->
            events.publishEvent(
                AuditEvent.of(AuditAction.PASSWORD_RESET_REQUESTED, account.login(), List.of())));
  }
}

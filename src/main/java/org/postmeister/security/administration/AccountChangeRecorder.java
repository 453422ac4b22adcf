package org.postmeister.security.administration;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.TenantNames;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.security.invitation.Invitation;
import org.postmeister.security.invitation.Invitations;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Stores changes of accounts and reports them to the audit trail. Runs in the caller's transaction.
 */
@Component
class AccountChangeRecorder {

  private final Accounts accounts;
  private final AccountInfoMapper infos;
  private final Invitations invitations;
  private final TenantNames tenants;
  private final PasswordHasher passwords;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AccountChangeRecorder(
      Accounts accounts,
      AccountInfoMapper infos,
      Invitations invitations,
      TenantNames tenants,
      PasswordHasher passwords,
      ApplicationEventPublisher events,
      Clock clock) {
    this.accounts = accounts;
    this.infos = infos;
    this.invitations = invitations;
    this.tenants = tenants;
    this.passwords = passwords;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Stores a new account with an unknown password.
   *
   * @throws ValidationFailedException if one of its tenants does not exist
   */
  Account insert(String login, AccountData data) {
    throwIfUnknownTenant(data);
    Account created =
        accounts.save(
            Account.create(
                    login,
                    data.name().value(),
                    data.role(),
                    data.tenants(),
                    passwords.unknown(),
                    clock.instant())
                .with(data));
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ACCOUNT_CREATED,
            login,
            new AuditEvent.Fields().changesTo(fields(created))));
    return created;
  }

  /**
   * Stores another name and other rights, unless the account has just these.
   *
   * @throws ValidationFailedException if one of its tenants does not exist
   */
  Account store(Account account, AccountData data) {
    throwIfUnknownTenant(data);
    if (data.equals(infos.dataOf(account))) {
      return account;
    }
    Account changed = accounts.save(account.with(data));
    changed(account.id());
    List<AuditEvent.Change> changes = fields(account).changesTo(fields(changed));
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(AuditAction.ACCOUNT_CHANGED, account.login(), changes));
    }
    return changed;
  }

  /** The stored account takes effect at once, and sessions that no longer match it end. */
  void changed(UUID account) {
    events.publishEvent(new AccountChanged(account));
  }

  /** Creates an invitation. */
  InvitedAccount invited(Account account) {
    Invitation invitation = invitations.create(account);
    events.publishEvent(AuditEvent.of(AuditAction.ACCOUNT_INVITED, account.login(), List.of()));
    return new InvitedAccount(infos.of(account), invitation);
  }

  /**
   * Reads, and prevents others from writing until the transaction ends.
   *
   * @throws AccountNotFoundException if there is none
   */
  Account locked(String login) {
    return accounts
        .findLockedByLoginKey(Account.key(login))
        .orElseThrow(AccountNotFoundException::new);
  }

  private void throwIfUnknownTenant(AccountData data) {
    if (tenants.namesOf(data.tenants()).size() < data.tenants().size()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("tenants", "unknown_tenant")));
    }
  }

  /** What the audit trail records of it. */
  AuditEvent.Fields fields(Account account) {
    return account.fields(
        tenants.namesOf(account.tenantIds()).values().stream()
            .map(TenantName::value)
            .sorted()
            .collect(Collectors.joining(", ")));
  }
}

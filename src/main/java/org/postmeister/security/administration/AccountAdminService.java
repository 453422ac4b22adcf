package org.postmeister.security.administration;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TenantNames;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountQuery;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.PasswordHasher;
import org.postmeister.security.invitation.Invitations;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts of system and tenant administrators, as system administrators manage them. */
@Service
@RequiresSystemAdmin
public class AccountAdminService {

  private final Accounts accounts;
  private final AccountSearch search;
  private final AccountInfoMapper infos;
  private final AccountChangeRecorder changes;
  private final Invitations invitations;
  private final TenantNames tenants;
  private final PasswordHasher passwords;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AccountAdminService(
      Accounts accounts,
      AccountSearch search,
      AccountInfoMapper infos,
      AccountChangeRecorder changes,
      Invitations invitations,
      TenantNames tenants,
      PasswordHasher passwords,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.accounts = accounts;
    this.search = search;
    this.infos = infos;
    this.changes = changes;
    this.invitations = invitations;
    this.tenants = tenants;
    this.passwords = passwords;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /**
   * The ids of tenants.
   *
   * @throws ValidationFailedException with those that do not exist
   */
  @Transactional(readOnly = true)
  public Set<TenantId> tenantIds(Collection<TenantName> names) {
    Map<TenantName, TenantId> found = tenants.idsOf(names);
    String unknown =
        names.stream()
            .filter(name -> !found.containsKey(name))
            .map(TenantName::value)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("tenants", "unknown_tenants", unknown)));
    }
    return Set.copyOf(found.values());
  }

  /** The tenant with this name; empty if there is none. */
  @Transactional(readOnly = true)
  public Optional<TenantId> tenantId(String name) {
    try {
      TenantName known = TenantName.of(name);
      return Optional.ofNullable(tenants.idsOf(List.of(known)).get(known));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /**
   * Accounts in the order of their logins.
   *
   * @param query which ones
   */
  @Transactional(readOnly = true)
  public List<AccountInfo> page(AccountQuery query, int offset, int limit) {
    return infos.of(search.page(query, offset, limit));
  }

  /** How many accounts {@link #page} finds. */
  @Transactional(readOnly = true)
  public int count(AccountQuery query) {
    return search.count(query);
  }

  /**
   * @throws AccountNotFoundException if there is none
   */
  @Transactional(readOnly = true)
  public AccountInfo get(String login) {
    return infos.of(search.findByLogin(login).orElseThrow(AccountNotFoundException::new));
  }

  /**
   * Creates an account and, if it is active, invites its owner to choose a password.
   *
   * @throws ValidationFailedException if the login is taken, or a tenant administrator has no
   *     tenant
   */
  @Transactional
  public InvitedAccount create(EmailAddress email, AccountData data) {
    throwIfWithoutTenant(data);
    requirePersonFor(data.role());
    String login = email.toString();
    if (accounts.findByLoginKey(Account.key(login)).isPresent()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("email", "account_exists")));
    }
    Account created = changes.insert(login, data);
    // Nobody is asked for a password who may not sign in.
    return data.active() ? changes.invited(created) : new InvitedAccount(infos.of(created), null);
  }

  /**
   * Changes name and rights. They take effect with the person's next request.
   *
   * @param seenRevision what the user saw, null to overwrite whatever there is
   * @throws LastSystemAdminException if nobody could administer the system afterwards
   * @throws OwnAccountException if users would remove their own rights
   */
  @Transactional
  public AccountInfo update(String login, AccountData data, @Nullable Long seenRevision) {
    return change(login, before -> data, seenRevision);
  }

  /**
   * Changes part of it, whatever the rest is by now.
   *
   * @param change receives what is stored; nobody else changes it before the transaction ends
   * @param seenRevision as for {@link #update}
   */
  @Transactional
  public AccountInfo change(
      String login, UnaryOperator<AccountData> change, @Nullable Long seenRevision) {
    Account account = changes.locked(login);
    VersionConflictException.throwIfStale(
        seenRevision, account.revision() == null ? 0 : account.revision());
    AccountData data = change.apply(infos.dataOf(account));
    if (!data.tenants().equals(account.tenantIds()) || data.role() != account.role()) {
      throwIfWithoutTenant(data);
    }
    requirePersonFor(account.role());
    requirePersonFor(data.role());
    boolean remainsAdmin = data.active() && data.role() == Role.SYSTEM_ADMIN;
    if (!remainsAdmin) {
      throwIfLastSystemAdmin(account);
      throwIfOwn(account);
    }
    return infos.of(changes.store(account, data));
  }

  /**
   * Removes an account; its sessions end with their next request.
   *
   * @throws LastSystemAdminException if nobody could administer the system afterwards
   */
  @Transactional
  public void delete(String login) {
    Account account = changes.locked(login);
    requirePersonFor(account.role());
    throwIfLastSystemAdmin(account);
    throwIfOwn(account);
    invitations.revoke(account.id());
    accounts.delete(account);
    changes.changed(account.id());
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ACCOUNT_DELETED,
            account.login(),
            changes.fields(account).changesTo(new AuditEvent.Fields())));
  }

  /**
   * Resets the password: the old one stops working, sessions end, and the result is a link for
   * choosing a new one. An earlier link no longer works.
   *
   * @throws InactiveAccountException if nobody can sign in with it
   */
  @Transactional
  public InvitedAccount invite(String login) {
    Account account = changes.locked(login);
    requirePersonFor(account.role());
    if (!account.active()) {
      throw new InactiveAccountException();
    }
    throwIfLastSystemAdmin(account);
    throwIfOwn(account);
    Account reset = accounts.save(account.withPassword(passwords.unknown(), clock.instant()));
    changes.changed(account.id());
    return changes.invited(reset);
  }

  private void throwIfOwn(Account account) {
    if (currentUser.find().filter(user -> user.accountId().equals(account.id())).isPresent()) {
      throw new OwnAccountException();
    }
  }

  // Otherwise a token could create an administrator that outlives it.
  private void requirePersonFor(Role role) {
    if (role == Role.SYSTEM_ADMIN && currentUser.find().filter(SignedInUser::isToken).isPresent()) {
      throw new AccessDeniedException("API tokens cannot change system administrators");
    }
  }

  private void throwIfLastSystemAdmin(Account account) {
    if (account.isEffectiveSystemAdmin()
        && accounts.lockEffectiveSystemAdmins().equals(List.of(account.id()))) {
      throw new LastSystemAdminException();
    }
  }

  private static void throwIfWithoutTenant(AccountData data) {
    if (data.role() == Role.TENANT_ADMIN && data.tenants().isEmpty()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("tenants", "required")));
    }
  }
}

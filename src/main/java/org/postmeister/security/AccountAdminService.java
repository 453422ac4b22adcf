package org.postmeister.security;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.AuditAction;
import org.postmeister.common.AuditEvent;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ValidationFailedException;
import org.postmeister.common.VersionConflictException;
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
  private final AccountInfos infos;
  private final Invitations invitations;
  private final TenantNames tenants;
  private final PasswordHashes passwords;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AccountAdminService(
      Accounts accounts,
      AccountSearch search,
      AccountInfos infos,
      Invitations invitations,
      TenantNames tenants,
      PasswordHashes passwords,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.accounts = accounts;
    this.search = search;
    this.infos = infos;
    this.invitations = invitations;
    this.tenants = tenants;
    this.passwords = passwords;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /** An account with its invitation; null if the account is not new and needs none. */
  public record Invited(AccountInfo account, @Nullable Invitation invitation) {}

  /**
   * The ids of tenants.
   *
   * @throws ValidationFailedException naming those that do not exist
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

  /**
   * Accounts in the order of their logins.
   *
   * @param text that login or name contain; blank for all
   */
  @Transactional(readOnly = true)
  public List<AccountInfo> page(String text, int offset, int limit) {
    List<UUID> ids = search.page(text, offset, limit);
    return infos.of(accounts.findAllById(ids)).stream()
        .sorted(Comparator.comparing(info -> Account.key(info.login())))
        .toList();
  }

  /** How many accounts {@link #page} finds. */
  @Transactional(readOnly = true)
  public int count(String text) {
    return search.count(text);
  }

  /**
   * @throws AccountNotFoundException if there is none
   */
  @Transactional(readOnly = true)
  public AccountInfo get(String login) {
    return infos.of(
        accounts.findByLoginKey(Account.key(login)).orElseThrow(AccountNotFoundException::new));
  }

  /** Who administers a tenant; its own administrators may know. */
  @RequiresTenantAdmin
  @Transactional(readOnly = true)
  public List<TenantAdministrator> administratorsOf(TenantId tenant) {
    return accounts.findByTenant(tenant.value()).stream()
        .map(account ->
            new TenantAdministrator(
                account.login(), account.name(), account.active(), account.passwordSet()))
        .toList();
  }

  /**
   * Creates an account and invites its owner to choose a password.
   *
   * @throws ValidationFailedException if the login is taken, or a tenant administrator has no
   *     tenant
   */
  @Transactional
  public Invited create(EmailAddress email, AccountData data) {
    throwIfWithoutTenant(data);
    requirePersonFor(data.role());
    String login = email.toString();
    if (accounts.findByLoginKey(Account.key(login)).isPresent()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("email", "account_exists")));
    }
    return invited(insert(login, data));
  }

  /**
   * Makes somebody an administrator of a tenant: whoever has an account gets the tenant added, all
   * others an account and an invitation.
   *
   * @throws ValidationFailedException if it is a system administrator, who administers it anyway
   */
  @Transactional
  public Invited addAdministrator(TenantId tenant, EmailAddress email, DisplayName name) {
    Account known = accounts.findLockedByLoginKey(Account.key(email.toString())).orElse(null);
    if (known == null) {
      return invited(
          insert(email.toString(), new AccountData(name, Role.TENANT_ADMIN, Set.of(tenant), true)));
    }
    if (known.role() == Role.SYSTEM_ADMIN) {
      throw new ValidationFailedException(List.of(FieldViolation.of("email", "is_system_admin")));
    }
    Set<TenantId> all = new HashSet<>(known.tenantIds());
    all.add(tenant);
    return new Invited(
        infos.of(
            store(
                known,
                new AccountData(new DisplayName(known.name()), known.role(), all, known.active()))),
        null);
  }

  /**
   * Takes a tenant from an administrator, who keeps account and other tenants.
   *
   * @throws AccountNotFoundException if it is no administrator of the tenant
   */
  @Transactional
  public void removeAdministrator(TenantId tenant, String login) {
    Account account = locked(login);
    Set<TenantId> left = new HashSet<>(account.tenantIds());
    if (!left.remove(tenant)) {
      throw new AccountNotFoundException();
    }
    store(
        account,
        new AccountData(new DisplayName(account.name()), account.role(), left, account.active()));
  }

  /**
   * Changes name and rights. They hold from the person's next request on.
   *
   * @param seenRevision what the person saw, null to overwrite whatever there is
   * @throws LastSystemAdminException if nobody could administer the system afterwards
   * @throws OwnAccountException if somebody takes away the own rights
   */
  @Transactional
  public AccountInfo update(String login, AccountData data, @Nullable Long seenRevision) {
    return change(login, before -> data, seenRevision);
  }

  /**
   * Changes some of it, whatever the rest is by now.
   *
   * @param change told what is stored; nobody else changes it before the transaction ends
   * @param seenRevision as for {@link #update}
   */
  @Transactional
  public AccountInfo change(
      String login, UnaryOperator<AccountData> change, @Nullable Long seenRevision) {
    Account account = locked(login);
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
    return infos.of(store(account, data));
  }

  /**
   * Removes an account; its sessions end with their next request.
   *
   * @throws LastSystemAdminException if nobody could administer the system afterwards
   */
  @Transactional
  public void delete(String login) {
    Account account = locked(login);
    requirePersonFor(account.role());
    throwIfLastSystemAdmin(account);
    throwIfOwn(account);
    invitations.revoke(account.id());
    accounts.delete(account);
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ACCOUNT_DELETED,
            account.login(),
            fields(account).changesTo(new AuditEvent.Fields())));
  }

  /**
   * Resets the password: the old one stops working, sessions end, and the answer is a link for
   * choosing a new one. An earlier link no longer works.
   */
  @Transactional
  public Invited invite(String login) {
    Account account = locked(login);
    requirePersonFor(account.role());
    throwIfLastSystemAdmin(account);
    throwIfOwn(account);
    return invited(accounts.save(account.withPassword(passwords.unknown(), clock.instant())));
  }

  private Account insert(String login, AccountData data) {
    throwIfUnknownTenant(data);
    Account created =
        accounts.save(
            Account.create(
                login,
                data.name().value(),
                data.role(),
                data.tenants(),
                passwords.unknown(),
                clock.instant()));
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ACCOUNT_CREATED,
            login,
            new AuditEvent.Fields().changesTo(fields(created))));
    return created;
  }

  private Account store(Account account, AccountData data) {
    throwIfUnknownTenant(data);
    Account changed = accounts.save(account.with(data));
    List<AuditEvent.Change> changes = fields(account).changesTo(fields(changed));
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(AuditAction.ACCOUNT_CHANGED, account.login(), changes));
    }
    return changed;
  }

  private Invited invited(Account account) {
    Invitation invitation = invitations.create(account.id());
    events.publishEvent(AuditEvent.of(AuditAction.ACCOUNT_INVITED, account.login(), List.of()));
    return new Invited(infos.of(account), invitation);
  }

  private Account locked(String login) {
    return accounts
        .findLockedByLoginKey(Account.key(login))
        .orElseThrow(AccountNotFoundException::new);
  }

  private void throwIfOwn(Account account) {
    if (currentUser.find().filter(user -> user.id().equals(account.id())).isPresent()) {
      throw new OwnAccountException();
    }
  }

  // Otherwise a token could make itself an administrator who outlives it.
  private void requirePersonFor(Role role) {
    if (role == Role.SYSTEM_ADMIN && currentUser.find().filter(SignedInUser::isToken).isPresent()) {
      throw new AccessDeniedException("API tokens do not change system administrators");
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

  private void throwIfUnknownTenant(AccountData data) {
    if (tenants.namesOf(data.tenants()).size() < data.tenants().size()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("tenants", "unknown_tenant")));
    }
  }

  private AuditEvent.Fields fields(Account account) {
    return account.fields(
        tenants.namesOf(account.tenantIds()).values().stream()
            .map(TenantName::value)
            .sorted()
            .collect(Collectors.joining(", ")));
  }
}

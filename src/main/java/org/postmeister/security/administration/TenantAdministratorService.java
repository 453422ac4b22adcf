package org.postmeister.security.administration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who administers a tenant: its own administrators may see it, system administrators decide it. */
@Service
@RequiresSystemAdmin
public class TenantAdministratorService {

  private final Accounts accounts;
  private final AccountSearch search;
  private final AccountInfoMapper infos;
  private final AccountChangeRecorder changes;

  TenantAdministratorService(
      Accounts accounts,
      AccountSearch search,
      AccountInfoMapper infos,
      AccountChangeRecorder changes) {
    this.accounts = accounts;
    this.search = search;
    this.infos = infos;
    this.changes = changes;
  }

  /** In the order of their logins. */
  @RequiresTenantAdmin
  @Transactional(readOnly = true)
  public List<TenantAdministrator> list(TenantId tenant) {
    return search.findByTenant(tenant.value()).stream()
        .map(account ->
            new TenantAdministrator(
                account.login(), account.name(), account.active(), account.passwordSet()))
        .toList();
  }

  /**
   * Makes somebody an administrator of a tenant: an existing account gets the tenant added;
   * otherwise an account and an invitation are created.
   *
   * @throws ValidationFailedException if it is a system administrator, who administers it anyway
   */
  @Transactional
  public InvitedAccount add(TenantId tenant, EmailAddress email, DisplayName name) {
    Account known = accounts.findLockedByLoginKey(Account.key(email.toString())).orElse(null);
    if (known == null) {
      AccountData data = new AccountData(name, Role.TENANT_ADMIN, Set.of(tenant), true);
      return changes.invited(changes.insert(email.toString(), data));
    }
    if (known.role() == Role.SYSTEM_ADMIN) {
      throw new ValidationFailedException(List.of(FieldViolation.of("email", "is_system_admin")));
    }
    Set<TenantId> all = new HashSet<>(known.tenantIds());
    all.add(tenant);
    return new InvitedAccount(infos.of(changes.store(known, infos.dataOf(known).with(all))), null);
  }

  /**
   * Removes a tenant from an administrator, who keeps the account and other tenants.
   *
   * @throws AccountNotFoundException if it is not an administrator of the tenant
   */
  @Transactional
  public void remove(TenantId tenant, String login) {
    Account account = changes.locked(login);
    Set<TenantId> left = new HashSet<>(account.tenantIds());
    if (!left.remove(tenant)) {
      throw new AccountNotFoundException();
    }
    changes.store(account, infos.dataOf(account).with(left));
  }
}

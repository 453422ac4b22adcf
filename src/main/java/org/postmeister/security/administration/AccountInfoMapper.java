package org.postmeister.security.administration;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postmeister.common.DisplayName;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.security.TenantNames;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.invitation.Invitations;
import org.springframework.stereotype.Component;

/** Converts accounts for display to administrators. */
@Component
class AccountInfoMapper {

  private final Invitations invitations;
  private final TenantNames tenants;

  AccountInfoMapper(Invitations invitations, TenantNames tenants) {
    this.invitations = invitations;
    this.tenants = tenants;
  }

  AccountInfo of(Account account) {
    return of(List.of(account)).getFirst();
  }

  List<AccountInfo> of(Collection<Account> accounts) {
    Set<TenantId> all =
        accounts.stream()
            .flatMap(account -> account.tenantIds().stream())
            .collect(Collectors.toSet());
    Map<TenantId, TenantName> names = all.isEmpty() ? Map.of() : tenants.namesOf(all);
    Map<UUID, Instant> invited = invitations.openUntil(accounts);
    return accounts.stream()
        .map(account ->
            new AccountInfo(
                account.login(),
                dataOf(account),
                named(account, names),
                account.passwordSet(),
                invited.get(account.id()),
                account.createdAt(),
                account.lastSignInAt(),
                account.revision() == null ? 0 : account.revision()))
        .toList();
  }

  AccountData dataOf(Account account) {
    return new AccountData(
        DisplayName.stored(account.name()), account.role(), account.tenantIds(), account.active());
  }

  private static SequencedMap<TenantId, TenantName> named(
      Account account, Map<TenantId, TenantName> names) {
    SequencedMap<TenantId, TenantName> own = new LinkedHashMap<>();
    names.entrySet().stream()
        .filter(entry -> account.tenantIds().contains(entry.getKey()))
        .sorted(Comparator.comparing(entry -> entry.getValue().key()))
        .forEach(entry -> own.put(entry.getKey(), entry.getValue()));
    return own;
  }
}

package org.postmeister.security;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface Accounts extends ListCrudRepository<Account, UUID> {

  Optional<Account> findByLoginKey(String loginKey);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<Account> findLockedByLoginKey(String loginKey);

  List<Account> findAllByOrderByLoginKey();

  /** The administrators of a tenant. */
  @Query(
      """
      SELECT a.* FROM account a JOIN account_tenant m ON m.account_id = a.id
      WHERE m.tenant_id = :tenant ORDER BY a.login_key
      """)
  List<Account> findByTenant(UUID tenant);

  /**
   * Those who can sign in as system administrators; nobody else changes them before the transaction
   * ends.
   */
  @Query(
      "SELECT id FROM account WHERE role = 'SYSTEM_ADMIN' AND active = TRUE AND password_set = TRUE"
          + " ORDER BY id FOR UPDATE")
  List<UUID> lockEffectiveSystemAdmins();

  @Modifying
  @Query("DELETE FROM account_tenant WHERE tenant_id = :tenant")
  void removeMemberships(UUID tenant);
}

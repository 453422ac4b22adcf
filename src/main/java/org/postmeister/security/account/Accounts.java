package org.postmeister.security.account;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

public interface Accounts extends ListCrudRepository<Account, UUID> {

  Optional<Account> findByLoginKey(String loginKey);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<Account> findLockedByLoginKey(String loginKey);

  /** Those who can sign in as system administrators, locked until the transaction ends. */
  @Query(
      "SELECT id FROM account WHERE role = 'SYSTEM_ADMIN' AND active = TRUE AND password_set = TRUE"
          + " ORDER BY id FOR UPDATE")
  List<UUID> lockEffectiveSystemAdmins();

  // Not a change of the account that others would have to see before they store theirs.
  @Modifying
  @Query(
      """
      UPDATE account SET language = :language
      WHERE id = :id AND (language IS NULL OR language <> :language)
      """)
  void rememberLanguage(UUID id, String language);

  // No change of the account either.
  @Modifying
  @Query(
      """
      UPDATE account SET browser_time_zone = :zone
      WHERE id = :id AND (browser_time_zone IS NULL OR browser_time_zone <> :zone)
      """)
  void rememberTimeZone(UUID id, String zone);

  // No change of the account either.
  @Modifying
  @Query("UPDATE account SET last_sign_in_at = :at WHERE id = :id")
  void rememberSignIn(UUID id, LocalDateTime at);

  /** Those who lose a tenant must sign in again, without it. */
  @Modifying
  @Query(
      """
      UPDATE account SET credentials_version = credentials_version + 1, revision = revision + 1
      WHERE id IN (SELECT m.account_id FROM account_tenant m WHERE m.tenant_id = :tenant)
      """)
  void endSessionsOfMembers(UUID tenant);

  @Modifying
  @Query("DELETE FROM account_tenant WHERE tenant_id = :tenant")
  void removeMemberships(UUID tenant);
}

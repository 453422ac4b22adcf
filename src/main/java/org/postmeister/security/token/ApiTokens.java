package org.postmeister.security.token;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

public interface ApiTokens extends ListCrudRepository<ApiToken, UUID> {

  // Written out: every request runs it, and deriving it from the method name takes longer than the
  // query.
  @Query("SELECT * FROM api_token WHERE token_hash = :tokenHash")
  Optional<ApiToken> findByTokenHash(String tokenHash);

  List<ApiToken> findAllByOrderByNameAscCreatedAtAsc();

  List<ApiToken> findByTenantIdOrderByNameAscCreatedAtAsc(UUID tenantId);

  /** Those that expire in a period. */
  @Query("SELECT * FROM api_token WHERE expires_at > :from AND expires_at <= :until")
  List<ApiToken> findExpiring(LocalDateTime from, LocalDateTime until);

  /**
   * Unless it was recorded just before: a busy program must not cost a write for each of its
   * requests.
   */
  @Modifying
  @Query(
      "UPDATE api_token SET last_used_at = :now WHERE id = :id"
          + " AND (last_used_at IS NULL OR last_used_at < :before)")
  void noteUse(UUID id, LocalDateTime now, LocalDateTime before);

  @Modifying
  @Query("DELETE FROM api_token WHERE tenant_id = :tenant")
  void deleteOfTenant(UUID tenant);
}

package org.postmeister.support;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface TenantSupportRows extends ListCrudRepository<TenantSupportRow, UUID> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<TenantSupportRow> findLockedByTenantId(UUID tenantId);
}

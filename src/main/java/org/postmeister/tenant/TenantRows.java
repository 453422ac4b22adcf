package org.postmeister.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface TenantRows extends ListCrudRepository<TenantRow, UUID> {

  // Written out: every request runs it, and deriving it from the method name takes longer than the
  // query.
  @Query("SELECT * FROM tenant WHERE name_key = :nameKey")
  Optional<TenantRow> findByNameKey(String nameKey);

  List<TenantRow> findByNameKeyIn(Collection<String> nameKeys);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<TenantRow> findLockedById(UUID id);
}

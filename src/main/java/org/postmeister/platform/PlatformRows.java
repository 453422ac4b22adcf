package org.postmeister.platform;

import java.util.Optional;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface PlatformRows extends ListCrudRepository<PlatformRow, Integer> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<PlatformRow> findLockedById(int id);
}

package org.postmeister.support;

import java.util.Optional;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface SupportOptionsRows extends ListCrudRepository<SupportOptionsRow, Integer> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<SupportOptionsRow> findLockedById(int id);
}

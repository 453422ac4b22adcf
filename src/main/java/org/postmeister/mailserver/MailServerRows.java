package org.postmeister.mailserver;

import java.util.Optional;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface MailServerRows extends ListCrudRepository<MailServerRow, String> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<MailServerRow> findLockedByOwner(String owner);
}

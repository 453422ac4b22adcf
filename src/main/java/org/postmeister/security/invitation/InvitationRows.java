package org.postmeister.security.invitation;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface InvitationRows extends ListCrudRepository<InvitationRow, UUID> {

  Optional<InvitationRow> findByTokenHash(String tokenHash);

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<InvitationRow> findLockedByTokenHash(String tokenHash);
}

package org.postmeister.mailserver.policy;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface MailPolicyRows extends ListCrudRepository<MailPolicyRow, UUID> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<MailPolicyRow> findLockedByTenantId(UUID tenantId);
}

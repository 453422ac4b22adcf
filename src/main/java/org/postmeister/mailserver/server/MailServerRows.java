package org.postmeister.mailserver.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

interface MailServerRows extends ListCrudRepository<MailServerRow, String> {

  @Lock(LockMode.PESSIMISTIC_WRITE)
  Optional<MailServerRow> findLockedByOwner(String owner);

  @Query(
      """
      SELECT t.name AS tenant, s.utf8_headers, s.authentication_mode
      FROM mail_server s JOIN tenant t ON t.id = CAST(s.owner AS uuid)
      WHERE s.owner <> 'system' AND (s.utf8_headers = TRUE OR s.authentication_mode <> 'NONE')
      """)
  List<MailServerFeatureUsage.Used> findUsingGatedFeatures();

  /** The revision of one server's settings. */
  record Revision(String owner, long revision) {}

  @Query("SELECT owner, revision FROM mail_server WHERE owner IN (:owners)")
  List<Revision> findRevisions(Collection<String> owners);
}

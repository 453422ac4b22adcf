package org.postmeister.audit;

import java.util.List;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresPerson;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the audit trail says of who reads it. */
@Service
@RequiresPerson
public class OwnAuditService {

  private final AuditEntries entries;
  private final CurrentUser currentUser;

  OwnAuditService(AuditEntries entries, CurrentUser currentUser) {
    this.entries = entries;
    this.currentUser = currentUser;
  }

  /**
   * What the caller has done, and what was done with the caller's account; newest first.
   *
   * @param limit at most so many
   */
  @Transactional(readOnly = true)
  public List<AuditEntry> latest(int limit) {
    return entries.ofAccount(currentUser.get().getUsername(), limit);
  }
}

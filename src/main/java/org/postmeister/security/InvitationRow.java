package org.postmeister.security;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** The one invitation that an account may have; a new one takes the place of the old. */
@Table("invitation")
record InvitationRow(
    @Id UUID accountId,
    @Version long revision,
    String tokenHash,
    Instant createdAt,
    Instant expiresAt) {

  @Override
  public String toString() {
    return "InvitationRow[" + accountId + "]";
  }
}

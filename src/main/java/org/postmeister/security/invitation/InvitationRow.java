package org.postmeister.security.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * The one invitation that an account may have; a new one replaces the old.
 *
 * @param credentialsVersion of the account when it was created: a change of rights or password or a
 *     deactivation increases it, and the invitation is no longer valid
 */
@Table("invitation")
record InvitationRow(
    @Id UUID accountId,
    @Version long revision,
    String tokenHash,
    @Nullable Integer credentialsVersion,
    Instant createdAt,
    Instant expiresAt) {

  @Override
  public String toString() {
    return "InvitationRow[" + accountId + "]";
  }
}

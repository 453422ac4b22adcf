package org.postmeister.security.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * The one invitation that an account may have; a new one takes the place of the old.
 *
 * @param credentialsVersion of the account when it was made: with other rights, another password or
 *     after a deactivation the account has another, and the invitation is good for nothing
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

package org.postmeister.security.profile;

import java.time.Instant;
import org.postmeister.common.EmailAddress;

/**
 * An address that waits for its link to be followed.
 *
 * @param credentialsVersion of the account when it was entered: with another password or other
 *     rights, the link no longer works
 */
public record PendingAddress(
    EmailAddress address, String tokenHash, int credentialsVersion, Instant expiresAt) {

  @Override
  public String toString() {
    return "PendingAddress[" + address + "]";
  }
}

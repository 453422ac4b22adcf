package org.postmeister.security.invitation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new invitation. Whoever has the link sets the account's password, once.
 *
 * @param link shown once to the inviting user, to be passed on; it ends in the token. Null if it
 *     was sent by mail: then nobody else needs it
 * @param sentTo the address that the link was sent to, null if it was not
 */
public record Invitation(@Nullable String link, @Nullable String sentTo, Instant expiresAt) {

  @Override
  public String toString() {
    return "Invitation[hidden]";
  }
}

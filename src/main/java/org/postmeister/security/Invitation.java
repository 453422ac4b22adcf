package org.postmeister.security;

import java.time.Instant;

/**
 * An invitation just made. Whoever has the link sets the account's password, once.
 *
 * @param link shown once to whoever invites; it ends in the token
 */
public record Invitation(String link, Instant expiresAt) {

  @Override
  public String toString() {
    return "Invitation[hidden]";
  }
}

package org.postmeister.mailserver.spi;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * A server as it is stored, for sending.
 *
 * @param settings complete ones
 * @param addresses which of the host's may be connected to
 * @param secret null if the authentication needs none
 * @param revision another one after each change
 * @param redirectedByTokenAt when a program has said where it is, null if a person has: what only
 *     its recipient may read, and was on its way before, does not go there
 */
public record SendingServer(
    MailOwner owner,
    MailServerSettings settings,
    AddressFilter addresses,
    @Nullable Secret secret,
    long revision,
    @Nullable Instant redirectedByTokenAt) {

  /** Two are equal if they are the same state of the same owner's server. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SendingServer server
        && owner.equals(server.owner)
        && revision == server.revision
        && settings.equals(server.settings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, revision);
  }
}

package org.postmeister.mailserver.spi;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * A server as stored, for sending.
 *
 * @param settings complete ones
 * @param addresses which addresses of the host may be connected to
 * @param secret null if the authentication needs none
 * @param revision different after each change
 * @param redirectedByTokenAt when a program set its destination, null if a person did: confidential
 *     messages that were already on their way are not sent there
 */
public record SendingServer(
    MailOwner owner,
    MailServerSettings settings,
    AddressFilter addresses,
    @Nullable Secret secret,
    long revision,
    @Nullable Instant redirectedByTokenAt) {

  /** Two are equal if they are the same revision of the same owner's server. */
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

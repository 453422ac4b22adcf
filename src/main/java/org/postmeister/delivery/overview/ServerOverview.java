package org.postmeister.delivery.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;

/**
 * A mail server in the list of all.
 *
 * @param tenant whose server it is, null for the system mail server
 * @param displayName of the tenant, null for the system mail server or if it has none
 * @param host null with an authentication mode that needs none, or if it was not entered
 * @param enabled whether it is switched on
 * @param waiting messages that wait to be sent through it
 * @param waitingSince when the oldest of them was accepted, null if there are none
 */
public record ServerOverview(
    MailOwner owner,
    @Nullable TenantName tenant,
    @Nullable String displayName,
    @Nullable String host,
    AuthenticationMode mode,
    boolean enabled,
    ServerState state,
    long waiting,
    @Nullable Instant waitingSince) {

  /** What is shown of the server's condition: nothing is expected of one that is switched off. */
  public boolean isInTrouble() {
    return enabled && state.isInTrouble();
  }
}

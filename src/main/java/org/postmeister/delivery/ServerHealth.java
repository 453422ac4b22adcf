package org.postmeister.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;

/**
 * A server that cannot be used at the moment. There is none for a server that can.
 *
 * @param since when it has been unusable
 * @param failures in a row; 0 after a user has had it tried again
 * @param pausedUntil when it is tried again; null if somebody has to change something first
 * @param reply the server's own words, null if there are none
 */
public record ServerHealth(
    MailOwner owner,
    Instant since,
    int failures,
    @Nullable Instant pausedUntil,
    SendFailure failure,
    @Nullable String reply) {

  /** Whether a user has had it tried again, without a result so far. */
  public boolean isResumed() {
    return failures == 0;
  }

  public boolean isPausedAt(Instant time) {
    return pausedUntil == null || pausedUntil.isAfter(time);
  }
}

package org.postmeister.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/**
 * A server that cannot be used just now. Of one that can, there is none.
 *
 * @param since when it has not been usable
 * @param failures in a row; 0 after a person has had it tried again
 * @param pausedUntil when it is tried again; null if a person has to change something first
 * @param reply the server's own words, null if it said nothing
 */
public record ServerHealth(
    MailOwner owner,
    Instant since,
    int failures,
    @Nullable Instant pausedUntil,
    Failure failure,
    @Nullable String reply) {

  /** Whether a person has had it tried again and nothing has come of it yet. */
  public boolean isResumed() {
    return failures == 0;
  }

  public boolean isPausedAt(Instant time) {
    return pausedUntil == null || pausedUntil.isAfter(time);
  }
}

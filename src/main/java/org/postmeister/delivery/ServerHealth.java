package org.postmeister.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Owner;

/**
 * A server that cannot be used just now. Of one that can, there is none.
 *
 * @param since when it has not been usable
 * @param failures in a row
 * @param pausedUntil when it is tried again; null if a person has to change something first
 * @param reply the server's own words, null if it said nothing
 */
public record ServerHealth(
    Owner owner,
    Instant since,
    int failures,
    @Nullable Instant pausedUntil,
    Failure failure,
    @Nullable String reply) {

  boolean isPausedAt(Instant time) {
    return pausedUntil == null || pausedUntil.isAfter(time);
  }
}

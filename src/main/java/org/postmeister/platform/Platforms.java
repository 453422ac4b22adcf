package org.postmeister.platform;

import java.time.Clock;
import org.springframework.stereotype.Repository;

/** Stores the single row about the platform, which the first change set creates. */
@Repository
class Platforms {

  private static final int ONLY_ID = 1;

  private final PlatformRows rows;
  private final Clock clock;

  Platforms(PlatformRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  Platform get() {
    return rows.findById(ONLY_ID).orElseThrow().toPlatform();
  }

  /** Reads, and prevents others from writing until the transaction ends. */
  Platform getLocked() {
    return rows.findLockedById(ONLY_ID).orElseThrow().toPlatform();
  }

  Platform save(PlatformSettings settings) {
    return rows.save(rows.findById(ONLY_ID).orElseThrow().with(settings, clock.instant()))
        .toPlatform();
  }
}

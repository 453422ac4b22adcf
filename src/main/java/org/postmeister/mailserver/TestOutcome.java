package org.postmeister.mailserver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the last test of stored settings ended.
 *
 * @param code of the failure, null if the mail was sent
 */
public record TestOutcome(Instant at, @Nullable String code) {

  public boolean isSent() {
    return code == null;
  }
}

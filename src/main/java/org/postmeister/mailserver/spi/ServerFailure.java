package org.postmeister.mailserver.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing can be sent through a server just now: no message is to blame.
 *
 * @param lasting whether trying again is of no use until a person has changed something
 * @param reply the server's own words, null if it said nothing
 * @param retryAfter how long the server wants to be left alone, null if it did not say
 */
public record ServerFailure(
    SendFailure failure, boolean lasting, @Nullable String reply, @Nullable Duration retryAfter) {

  public ServerFailure(SendFailure failure, boolean lasting, @Nullable String reply) {
    this(failure, lasting, reply, null);
  }
}

package org.postmeister.mailserver.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing can be sent through a server at the moment: no message is to blame.
 *
 * @param lasting whether trying again is useless until a person has changed something
 * @param reply the server's own words, null if there are none
 * @param retryAfter how long the server asks to wait, null if it did not say
 */
public record ServerFailure(
    SendFailure failure, boolean lasting, @Nullable String reply, @Nullable Duration retryAfter) {

  public ServerFailure(SendFailure failure, boolean lasting, @Nullable String reply) {
    this(failure, lasting, reply, null);
  }
}

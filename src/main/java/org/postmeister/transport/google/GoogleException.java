package org.postmeister.transport.google;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.ServerFailure;

/** Google did not issue an access token. */
public class GoogleException extends Exception {

  private final transient SendFailure failure;
  private final boolean lasting;
  private final @Nullable String reply;

  /**
   * @param lasting whether trying again is useless until a person has changed something
   * @param reply Google's own words, null if there are none
   */
  GoogleException(
      SendFailure failure, boolean lasting, @Nullable String reply, @Nullable Throwable cause) {
    super(failure.code(), cause);
    this.failure = failure;
    this.lasting = lasting;
    this.reply = reply;
  }

  public SendFailure failure() {
    return failure;
  }

  /** Google's own words, null if there are none. */
  public @Nullable String reply() {
    return reply;
  }

  /** The same as a failure of the server, for sending. */
  public ServerFailure asServerFailure() {
    return new ServerFailure(failure, lasting, reply);
  }
}

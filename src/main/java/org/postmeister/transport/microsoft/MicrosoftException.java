package org.postmeister.transport.microsoft;

import org.jspecify.annotations.Nullable;

/** A request to one of Microsoft's services failed. */
public class MicrosoftException extends Exception {

  private final transient MicrosoftFailure failure;

  public MicrosoftException(MicrosoftFailure failure, @Nullable Throwable cause) {
    super(failure.code(), cause);
    this.failure = failure;
  }

  public MicrosoftFailure failure() {
    return failure;
  }
}

package org.postmeister.transport.microsoft;

import org.jspecify.annotations.Nullable;

/** One of Microsoft's services did not do what it was asked for. */
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

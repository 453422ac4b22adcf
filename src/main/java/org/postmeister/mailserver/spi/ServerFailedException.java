package org.postmeister.mailserver.spi;

/** A server cannot be used at the moment. */
public class ServerFailedException extends Exception {

  private final transient ServerFailure failure;

  public ServerFailedException(ServerFailure failure, Throwable cause) {
    super(failure.failure().code(), cause);
    this.failure = failure;
  }

  public ServerFailure failure() {
    return failure;
  }
}

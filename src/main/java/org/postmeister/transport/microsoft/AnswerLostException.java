package org.postmeister.transport.microsoft;

import java.io.IOException;

/**
 * The connection broke, or the timeout expired, after a request had been written at least in part:
 * the service may have done what was requested.
 */
public class AnswerLostException extends IOException {

  private final IOException because;

  AnswerLostException(IOException because) {
    super(because.getMessage(), because);
    this.because = because;
  }

  /** What happened to the connection. */
  IOException because() {
    return because;
  }
}

package org.postmeister.common.rest;

import java.io.IOException;

/** The request is longer than any may be. */
class RequestTooLargeException extends IOException {

  RequestTooLargeException(long limit) {
    super("The request has more than " + limit + " octets");
  }
}

package org.postmeister.common.rest;

import java.io.IOException;

/** The request is longer than allowed. */
class RequestTooLargeException extends IOException {

  RequestTooLargeException(long limit) {
    super("The request has more than " + limit + " octets");
  }
}

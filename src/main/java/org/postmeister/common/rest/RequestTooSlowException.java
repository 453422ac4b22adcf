package org.postmeister.common.rest;

import java.io.IOException;

/** A large request takes so long that others wait for the memory it holds. */
class RequestTooSlowException extends IOException {

  RequestTooSlowException() {
    super("A large request arrives too slowly");
  }
}

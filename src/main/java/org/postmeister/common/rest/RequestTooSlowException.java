package org.postmeister.common.rest;

import java.io.IOException;

/** A large request takes so long that others wait for the room it keeps. */
class RequestTooSlowException extends IOException {

  RequestTooSlowException() {
    super("A large request comes too slowly");
  }
}

package org.postmeister.transport;

import java.io.IOException;

/** The HTTP proxy refuses everybody, or this user name and password. */
public class ProxyRefusedException extends IOException {

  public ProxyRefusedException(String answer) {
    super(answer);
  }
}

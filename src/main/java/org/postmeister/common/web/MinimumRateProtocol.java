package org.postmeister.common.web;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP on a {@link MinimumRateEndpoint}. Public because Tomcat creates it by name. */
public final class MinimumRateProtocol extends Http11NioProtocol {

  public MinimumRateProtocol() {
    super(new MinimumRateEndpoint());
  }

  void limit(RequestRateLimit limits, ConnectionsByAddress addresses) {
    ((MinimumRateEndpoint) getEndpoint()).limit(limits, addresses);
  }
}

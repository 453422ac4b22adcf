package org.postmeister.common.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.postmeister.common.IpAddresses;

/** Writes the address that a request comes from in one way, since people read it and compare it. */
final class RemoteAddressValve extends ValveBase {

  RemoteAddressValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String address = request.getRemoteAddr();
    if (address != null) {
      request.setRemoteAddr(IpAddresses.text(address));
    }
    getNext().invoke(request, response);
  }
}

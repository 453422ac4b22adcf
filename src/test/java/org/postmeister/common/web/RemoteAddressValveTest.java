package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;

/** How the address is written that a request comes from. */
class RemoteAddressValveTest {

  @Test
  void isAsShortAsItCanBe() throws Exception {
    Request request = new Request(new Connector(), new org.apache.coyote.Request());
    request.setRemoteAddr("0:0:0:0:0:0:0:1");
    RemoteAddressValve valve = new RemoteAddressValve();
    valve.setNext(
        new ValveBase() {
          @Override
          public void invoke(Request next, Response response) {}
        });

    valve.invoke(request, new Response(new org.apache.coyote.Response()));

    assertThat(request.getRemoteAddr()).isEqualTo("::1");
  }
}

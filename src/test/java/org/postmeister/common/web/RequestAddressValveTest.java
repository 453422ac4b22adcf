package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address that a request counts as sent to. */
class RequestAddressValveTest {

  @ParameterizedTest
  @CsvSource({
    // As the proxy passes it on, with X-Forwarded-Proto and no X-Forwarded-Port.
    "http, localhost:12345, , http://localhost:12345/",
    "https, mail.example.com:8443, , https://mail.example.com:8443/",
    "https, mail.example.com, , https://mail.example.com/",
    "http, mail.example.com, , http://mail.example.com/",
    "https, [2001:db8::1]:8443, , https://[2001:db8::1]:8443/",
    "https, mail.example.com:, , https://mail.example.com/",
    "http, [::1]:, , http://[::1]/",
    "http, evil.example, https://mail.example.com, https://mail.example.com/",
    "http, evil.example:81, https://mail.example.com:444, https://mail.example.com:444/",
    "http, , , http://localhost/"
  })
  void isKept(String scheme, @Nullable String host, @Nullable URI publicUrl, String expected)
      throws Exception {
    var received = new org.apache.coyote.Request();
    received.scheme().setString(scheme);
    received.requestURI().setString("/");
    received.serverName().setString("localhost");
    if (host != null) {
      received.getMimeHeaders().setValue("Host").setString(host);
      received.serverName().setString(host.replaceFirst(":\\d*$", ""));
    }
    Request request = new Request(new Connector(), received);
    // What Tomcat makes of it.
    request.setServerPort("https".equals(scheme) ? 443 : 80);
    RequestAddressValve valve = new RequestAddressValve(publicUrl);
    valve.setNext(
        new ValveBase() {
          @Override
          public void invoke(Request next, Response response) {}
        });

    valve.invoke(request, new Response(new org.apache.coyote.Response()));

    assertThat(request.getRequestURL()).hasToString(expected);
  }
}

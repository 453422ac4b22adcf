package org.postmeister.common.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.parser.Host;
import org.jspecify.annotations.Nullable;

/**
 * Decides which address a request counts as sent to: redirects, cookies and everything else that
 * Tomcat and Spring derive from it follow. If POSTMEISTER_PUBLIC_URL is set, all are sent to that,
 * whatever their host says. Otherwise the port is the one of the host: Tomcat forgets it as soon as
 * a proxy names a scheme and no port.
 */
final class RequestAddressValve extends ValveBase {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final @Nullable URI publicUrl;

  RequestAddressValve(@Nullable URI publicUrl) {
    super(true);
    this.publicUrl = publicUrl;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (publicUrl == null) {
      keepPort(request);
    } else {
      request.setSecure("https".equals(publicUrl.getScheme()));
      request.getCoyoteRequest().scheme().setString(publicUrl.getScheme());
      request.getCoyoteRequest().serverName().setString(publicUrl.getHost());
      request.setServerPort(port(publicUrl.getPort(), request));
    }
    getNext().invoke(request, response);
  }

  private static void keepPort(Request request) {
    String host = request.getHeader("Host");
    if (host != null && !host.isEmpty()) {
      // Tomcat has refused a host that is none.
      int colon = Host.parse(host);
      // A colon without a port is one, too (RFC 3986, section 3.2.3).
      String port = colon < 0 ? "" : host.substring(colon + 1);
      request.setServerPort(port(port.isEmpty() ? -1 : Integer.parseInt(port), request));
    }
  }

  private static int port(int named, Request request) {
    return named >= 0 ? named : "https".equals(request.getScheme()) ? HTTPS : HTTP;
  }
}

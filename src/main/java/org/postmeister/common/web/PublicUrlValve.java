package org.postmeister.common.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * If POSTMEISTER_PUBLIC_URL is set, all requests count as sent to it, whatever their host says:
 * redirects, cookies and everything else that Tomcat and Spring derive from the host follow.
 */
final class PublicUrlValve extends ValveBase {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final URI url;

  PublicUrlValve(URI url) {
    super(true);
    this.url = url;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean secure = "https".equals(url.getScheme());
    request.setSecure(secure);
    request.getCoyoteRequest().scheme().setString(url.getScheme());
    request.getCoyoteRequest().serverName().setString(url.getHost());
    request.setServerPort(url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP);
    getNext().invoke(request, response);
  }
}

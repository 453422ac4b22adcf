package org.postmeister.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The proxy for requests to Microsoft and Google, where a firewall allows nothing else.
 *
 * @param url such as {@code http://proxy.example.com:3128}; null for none
 * @param username null if the proxy needs none
 */
@ConfigurationProperties("postmeister.http-proxy")
public record HttpProxy(
    @Nullable String url, @Nullable String username, @Nullable String password) {

  private static final String NOT_A_PROXY = "POSTMEISTER_HTTP_PROXY_URL is not the URL of a proxy.";
  private static final String HOW_TO_WRITE_IT =
      "Write it as http://proxy.example.com:3128; user name and password are separate"
          + " settings.";
  private static final String HEADER = "Proxy-Authorization";

  /** No proxy. */
  public static final HttpProxy NONE = new HttpProxy(null, null, null);

  /**
   * @throws StartupException if it is not the URL of a proxy, or there is a user name without a
   *     password
   */
  public HttpProxy {
    url = url == null || url.isBlank() ? null : url.strip();
    username = username == null || username.isBlank() ? null : username;
    if (url != null) {
      address(url);
    }
    if (username != null && password == null) {
      throw new StartupException(
          "POSTMEISTER_HTTP_PROXY_USERNAME is set, but POSTMEISTER_HTTP_PROXY_PASSWORD is"
              + " not.",
          "Set both, or remove the name if the proxy requires none.");
    }
  }

  /** Makes a client use the proxy, if there is one. */
  public OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
    if (url == null) {
      return client;
    }
    // The proxy resolves its targets itself.
    client.proxy(new Proxy(Proxy.Type.HTTP, address(url)));
    return username == null ? client : client.proxyAuthenticator(this::signIn);
  }

  private @Nullable Request signIn(@Nullable Route route, Response response) throws IOException {
    if (username == null || password == null || response.request().header(HEADER) != null) {
      throw new ProxyRefusedException(response.code() + " " + response.message());
    }
    return response
        .request()
        .newBuilder()
        .header(HEADER, Credentials.basic(username, password))
        .build();
  }

  private static InetSocketAddress address(String url) {
    try {
      URI uri = URI.create(url);
      if ("http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getPort() > 0) {
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
      }
    } catch (IllegalArgumentException e) {
      throw new StartupException(NOT_A_PROXY, HOW_TO_WRITE_IT, e);
    }
    throw new StartupException(NOT_A_PROXY, HOW_TO_WRITE_IT);
  }

  @Override
  public String toString() {
    return "HttpProxy[" + url + "]";
  }
}

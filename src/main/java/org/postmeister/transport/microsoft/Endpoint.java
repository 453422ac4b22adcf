package org.postmeister.transport.microsoft;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;

/**
 * One of Microsoft's services: its host, and the base URL that replaces it.
 *
 * @param host as Microsoft names it
 * @param instead null to use the host itself
 * @param property that sets it, as an environment variable
 */
record Endpoint(String host, @Nullable HttpUrl instead, String property) {

  /**
   * @param baseUrl null or blank to use the host itself
   * @throws StartupException if it is not an HTTPS URL
   */
  static Endpoint of(String host, @Nullable String baseUrl, String property) {
    if (baseUrl == null || baseUrl.isBlank()) {
      return new Endpoint(host, null, property);
    }
    HttpUrl url = HttpUrl.parse(baseUrl.strip());
    if (url == null || !url.isHttps() || url.query() != null || url.fragment() != null) {
      throw new StartupException(
          "“" + baseUrl.strip() + "” in " + property + " is no base URL with HTTPS.",
          "Write it as https://proxy.example.com or https://proxy.example.com/path. Secrets are"
              + " sent there, so it cannot be without TLS.");
    }
    return new Endpoint(host, url, property);
  }

  /** Where a request to the service actually goes; null if the URL is not the service's. */
  @Nullable HttpUrl resolve(HttpUrl original) {
    if (!original.isHttps() || !original.host().equals(host) || original.port() != 443) {
      return null;
    }
    if (instead == null) {
      return original;
    }
    HttpUrl.Builder target =
        original.newBuilder().host(instead.host()).port(instead.port()).encodedPath("/");
    String prefix = instead.encodedPath().replaceFirst("/$", "");
    return target.encodedPath(prefix + original.encodedPath()).build();
  }

  /** The service as people know it, and why it may be elsewhere. */
  String describe() {
    return instead == null ? host : host + " (" + property + ")";
  }
}

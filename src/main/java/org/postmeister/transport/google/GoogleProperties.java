package org.postmeister.transport.google;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Google issues access tokens, and the timeouts.
 *
 * @param tokenEndpoint with HTTPS
 * @param connectTimeout for a connection with TLS
 * @param answerTimeout for each response
 */
@ConfigurationProperties("postmeister.google")
public record GoogleProperties(
    @DefaultValue("https://oauth2.googleapis.com/token") String tokenEndpoint,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("30s") Duration answerTimeout) {

  /**
   * @throws StartupException if the endpoint is not an HTTPS URL, or a timeout is not positive
   */
  public GoogleProperties {
    if (!isHttps(tokenEndpoint)) {
      throw new StartupException(
          "“" + tokenEndpoint + "” in POSTMEISTER_GOOGLE_TOKEN_ENDPOINT is not an HTTPS URL.",
          "Write it as https://proxy.example.com/token, or remove it to use Google's own.");
    }
    if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
      throw new StartupException(
          "A timeout in POSTMEISTER_GOOGLE_ is not greater than zero.",
          "Set a greater value, or remove it to use the default.");
    }
  }

  URI endpoint() {
    return URI.create(tokenEndpoint.strip());
  }

  private static boolean isHttps(@Nullable String text) {
    try {
      URI uri = URI.create(String.valueOf(text).strip());
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

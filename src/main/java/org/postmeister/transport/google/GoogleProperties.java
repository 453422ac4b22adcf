package org.postmeister.transport.google;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Google issues access tokens, and patience with it.
 *
 * @param tokenEndpoint with HTTPS
 * @param connectTimeout for a connection with TLS
 * @param answerTimeout for each answer
 */
@ConfigurationProperties("postmeister.google")
public record GoogleProperties(
    @DefaultValue("https://oauth2.googleapis.com/token") String tokenEndpoint,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("30s") Duration answerTimeout) {

  /**
   * @throws StartupException if the endpoint is no HTTPS address, or a time not more than zero
   */
  public GoogleProperties {
    if (!isHttps(tokenEndpoint)) {
      throw new StartupException(
          "“" + tokenEndpoint + "” in POSTMEISTER_GOOGLE_TOKEN_ENDPOINT is no address with HTTPS.",
          "Write it as https://proxy.example.com/token, or remove it for Google's own.");
    }
    if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
      throw new StartupException(
          "A time-out of POSTMEISTER_GOOGLE_ is not more than zero.",
          "Set it to more, or remove it for the default.");
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

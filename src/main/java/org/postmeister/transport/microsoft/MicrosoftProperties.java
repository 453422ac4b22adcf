package org.postmeister.transport.microsoft;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Microsoft's services are, their timeouts, and how much they are used.
 *
 * @param loginEndpoint base URL that replaces every cloud's sign-in service, such as {@code
 *     https://proxy.example.com}; null for the clouds' own
 * @param graphEndpoint base URL that replaces every cloud's Microsoft Graph; null for the clouds'
 *     own
 * @param connectTimeout for a connection with TLS
 * @param answerTimeout for each response, from the first byte of the request to the last of the
 *     response
 * @param requestsInFlight simultaneous requests for one application, on this node; Microsoft allows
 *     4
 * @param messagesPerMinute for one sender, on this node; Exchange Online allows 30
 */
@ConfigurationProperties("postmeister.microsoft")
public record MicrosoftProperties(
    @Nullable String loginEndpoint,
    @Nullable String graphEndpoint,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("30s") Duration answerTimeout,
    @DefaultValue("4") int requestsInFlight,
    @DefaultValue("30") int messagesPerMinute) {

  /**
   * @throws StartupException if a number is not positive: nothing would be sent, and HTTP clients
   *     take a zero timeout for none
   */
  public MicrosoftProperties {
    requirePositive("CONNECT_TIMEOUT", connectTimeout, connectTimeout.isPositive());
    requirePositive("ANSWER_TIMEOUT", answerTimeout, answerTimeout.isPositive());
    requirePositive("REQUESTS_IN_FLIGHT", requestsInFlight, requestsInFlight > 0);
    requirePositive("MESSAGES_PER_MINUTE", messagesPerMinute, messagesPerMinute > 0);
  }

  private static void requirePositive(String name, Object value, boolean positive) {
    if (!positive) {
      throw new StartupException(
          "“" + value + "” in POSTMEISTER_MICROSOFT_" + name + " is not greater than zero.",
          "Set a greater value, or remove it to use the default.");
    }
  }
}

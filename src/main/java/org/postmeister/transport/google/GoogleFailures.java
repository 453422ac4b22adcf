package org.postmeister.transport.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.transport.NetworkFault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why Google did not issue an access token (RFC 6749, section 5.2, and "Using OAuth 2.0 for server
 * to server applications").
 */
final class GoogleFailures {

  private static final JsonMapper JSON = new JsonMapper();

  /** A refusal, by its error and a part of its description; the first match counts. */
  private record Known(String error, String part, String code) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("invalid_grant", "Invalid email or User ID", "google_unknown_user"),
          new Known("invalid_grant", "account not found", "google_unknown_account"),
          new Known("invalid_grant", "Invalid JWT Signature", "google_wrong_key"),
          new Known("invalid_grant", "reasonable timeframe", "google_clock"),
          new Known("invalid_grant", "Not a valid email", "google_unknown_user"),
          new Known("unauthorized_client", "", "google_not_delegated"),
          new Known("access_denied", "", "google_not_delegated"),
          new Known("invalid_scope", "", "google_not_delegated"),
          new Known("disabled_client", "", "google_account_disabled"),
          new Known("deleted_client", "", "google_account_disabled"),
          new Known("org_internal", "", "google_account_disabled"),
          new Known("invalid_client", "", "google_wrong_key"));

  // What only a person can fix: at Google, or in the settings.
  private static final Set<String> LASTING =
      Set.of(
          "google_unknown_user",
          "google_unknown_account",
          "google_wrong_key",
          "google_not_delegated",
          "google_account_disabled");

  private GoogleFailures() {}

  /**
   * @param failure as thrown by Google's library
   * @param account of service
   * @param user it acts for
   * @param service as people know it
   * @param seconds of the timeout
   */
  static GoogleException classify(
      Throwable failure, String account, String user, String service, long seconds) {
    HttpResponseException refused = NetworkFault.causeOf(failure, HttpResponseException.class);
    if (refused != null) {
      return refused(refused, account, user, service);
    }
    IOException network = unwrapped(failure);
    String kind = network == null ? "connection_lost" : NetworkFault.kind(network);
    String code = kind.equals("proxy_refused") ? kind : "google_" + kind;
    return new GoogleException(
        new SendFailure(
            SendStep.TOKEN,
            code,
            service,
            Long.toString(seconds),
            NetworkFault.reason(network == null ? failure : network)),
        false,
        null,
        failure);
  }

  // Google's library wraps everything in exceptions of the same type.
  private static @Nullable IOException unwrapped(Throwable failure) {
    IOException found = NetworkFault.causeOf(failure, IOException.class);
    while (found != null
        && found.getCause() instanceof IOException inner
        && (found instanceof Retryable || found.getClass() == IOException.class)) {
      found = inner;
    }
    return found;
  }

  private static GoogleException refused(
      HttpResponseException refused, String account, String user, String service) {
    String content = String.valueOf(refused.getContent());
    JsonNode json = read(content);
    String error = json == null ? "" : json.path("error").asString("");
    String description = json == null ? "" : json.path("error_description").asString("");
    String reply =
        NetworkFault.shorten(
            error.isEmpty() ? refused.getStatusCode() + " " + content : error + ": " + description);
    if (error.isEmpty() || refused.getStatusCode() >= 500 || refused.getStatusCode() == 429) {
      return new GoogleException(
          new SendFailure(
              SendStep.TOKEN,
              "google_unavailable",
              service,
              Integer.toString(refused.getStatusCode())),
          false,
          reply,
          refused);
    }
    String code =
        KNOWN.stream()
            .filter(known -> known.error().equals(error) && description.contains(known.part()))
            .findFirst()
            .map(Known::code)
            .orElse("google_refused");
    return new GoogleException(
        new SendFailure(SendStep.TOKEN, code, account, user, error),
        LASTING.contains(code),
        reply,
        refused);
  }

  private static @Nullable JsonNode read(String content) {
    try {
      JsonNode json = JSON.readTree(content);
      return json.isObject() ? json : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}

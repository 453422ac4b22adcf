package org.postmeister.transport.microsoft;

import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.NetworkFault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns every unsuccessful response into an exception with all details, in Microsoft's format or
 * not. The libraries above would lose status, request id or everything.
 */
final class AnswerCheck implements Interceptor {

  private static final int MAX_BYTES = 100_000;
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{1,200}?)</title>");
  private static final JsonMapper JSON = new JsonMapper();

  private final Clock clock;

  AnswerCheck(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw refusal(response, clock);
    }
  }

  /** What a response of Microsoft's, or of whatever is in front of it, says. */
  static RefusedByMicrosoftException refusal(Response response, Clock clock) throws IOException {
    String body = response.peekBody(MAX_BYTES).string();
    Refusal said = refusal(body);
    String requestId =
        Stream.of(response.header("request-id"), response.header("x-ms-request-id"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(said == null ? null : said.requestId());
    return new RefusedByMicrosoftException(
        response.code(),
        said == null ? "" : said.code(),
        said == null ? page(response, body) : NetworkFault.shorten(said.text()),
        requestId,
        RetryAfter.read(response.header("Retry-After"), clock));
  }

  private record Refusal(String code, String text, @Nullable String requestId) {}

  // Graph: {"error": {"code": ..., "message": ..., "innerError": {"request-id": ...}}}
  // Entra: {"error": ..., "error_description": ..., "trace_id": ...} (RFC 6749, section 5.2)
  private static @Nullable Refusal refusal(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode error = json.path("error");
      Refusal refusal =
          error.isObject()
              ? new Refusal(
                  error.path("code").asString(""),
                  error.path("message").asString(""),
                  error.path("innerError").path("request-id").asString(null))
              : new Refusal(
                  error.asString(""),
                  json.path("error_description").asString(""),
                  json.path("trace_id").asString(null));
      return refusal.code().isEmpty() ? null : refusal;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** The title of a proxy's page. */
  static String page(Response response, String body) {
    Matcher title = TITLE.matcher(body);
    String type = response.header("Content-Type", "no content type");
    return title.find()
        ? type + ", “" + NetworkFault.shorten(title.group(1)) + "”"
        : String.valueOf(type);
  }
}

package org.postmeister.transport.microsoft;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A response of Microsoft's, or of whatever is in front of it, that is not the requested one. An
 * {@link IOException}, so that every HTTP library lets it through.
 */
public class RefusedByMicrosoftException extends IOException {

  private final int status;
  private final String code;
  private final String text;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  RefusedByMicrosoftException(
      int status,
      String code,
      String text,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    super(status + " " + code);
    this.status = status;
    this.code = code;
    this.text = text;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Microsoft's own error code; empty if the response is not Microsoft's. */
  public String code() {
    return code;
  }

  /** Whether it is a response in Microsoft's format, not the page of a proxy. */
  public boolean isFromMicrosoft() {
    return !code.isEmpty();
  }

  /** What the service said, for display. */
  public String text() {
    return text;
  }

  /** The request id that Microsoft's support asks for; null if the response has none. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** How long the service asks to wait; null if it did not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** All of it, as quoted to users. */
  public String reply() {
    StringBuilder reply = new StringBuilder("HTTP ").append(status);
    if (!code.isEmpty()) {
      reply.append(' ').append(code);
    }
    if (!text.isEmpty()) {
      reply.append(": ").append(text);
    }
    if (requestId != null) {
      reply.append("\nrequest-id: ").append(requestId);
    }
    return reply.toString();
  }
}

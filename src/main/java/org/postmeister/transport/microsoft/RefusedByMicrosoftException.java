package org.postmeister.transport.microsoft;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Microsoft's, or of whatever stands before it, that is not what was asked for. An
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

  /** Microsoft's own code of the error; empty if the answer is not Microsoft's. */
  public String code() {
    return code;
  }

  /** Whether it is an answer in Microsoft's format, not the page of a proxy. */
  public boolean isFromMicrosoft() {
    return !code.isEmpty();
  }

  /** What the service said, for a person. */
  public String text() {
    return text;
  }

  /** What Microsoft's support asks for; null if the answer has none. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** How long the service wants to be left alone; null if it did not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** All of it, as it is quoted to a person. */
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

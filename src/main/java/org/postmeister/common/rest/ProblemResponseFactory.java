package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds problem details (RFC 9457) with a stable code and a sentence in the requested language.
 */
@Component
public class ProblemResponseFactory {

  private final MessageSource messages;
  private final LocaleResolver locales;
  private final JsonMapper json;

  ProblemResponseFactory(MessageSource messages, LocaleResolver locales, JsonMapper json) {
    this.messages = messages;
    this.locales = locales;
    this.json = json;
  }

  /** The sentence is {@code problem.<message>}. */
  ProblemDetail problem(
      Locale locale, HttpStatus status, String code, String message, Object... arguments) {
    return problem(status, code, messages.getMessage("problem." + message, arguments, locale));
  }

  static ProblemDetail problem(HttpStatus status, String code, String sentence) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
    problem.setTitle(status.getReasonPhrase());
    problem.setProperty("code", code);
    return problem;
  }

  /** The code for a status; it does not depend on Spring's names for statuses. */
  static String code(HttpStatus status) {
    return switch (status.value()) {
      case 401 -> "unauthenticated";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 406 -> "not_acceptable";
      case 408 -> "request_timeout";
      case 413 -> "payload_too_large";
      case 415 -> "unsupported_media_type";
      case 503 -> "service_unavailable";
      default -> status.is4xxClientError() ? "malformed_request" : "internal_error";
    };
  }

  /** Writes a response to a request of which only the status is known. */
  public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
      throws IOException {
    write(request, response, status, code(status), code(status));
  }

  /** Writes a response where there is no controller, as in security filters. */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String code,
      String message,
      Object... arguments)
      throws IOException {
    ProblemDetail problem =
        problem(locales.resolveLocale(request), status, code, message, arguments);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
  }
}

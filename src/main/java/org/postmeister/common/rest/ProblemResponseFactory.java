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

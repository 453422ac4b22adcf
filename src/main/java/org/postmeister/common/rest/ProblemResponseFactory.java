package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds problem details (RFC 9457) with a stable code and a sentence in the requested language.
 */
@Component
public class ProblemResponseFactory {

  private static final Logger log = LoggerFactory.getLogger(ProblemResponseFactory.class);

  /** In seconds. */
  static final long DATABASE_BACK_AFTER = 5;

  // A part of a request that contains several things has no headers.
  private static final String RETRY_AFTER = "retryAfter";

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

  /** What is wrong with one of several things that a request contains. */
  public ProblemDetail of(RuntimeException refusal, Locale locale) {
    return switch (refusal) {
      case BrokenRuleException broken -> of(broken, locale);
      case UnrecognizedPropertyException unknown ->
          problem(
              locale,
              HttpStatus.BAD_REQUEST,
              "malformed_request",
              "unknown_field",
              unknown.getPropertyName());
      case JacksonException malformed ->
          problem(locale, HttpStatus.BAD_REQUEST, "malformed_request", "malformed_request");
      case DataAccessException failure -> unavailable(failure, locale);
      case TransactionException failure -> unavailable(failure, locale);
      default -> {
        log.error("A part of a request failed", refusal);
        yield problem(locale, HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "internal_error");
      }
    };
  }

  private ProblemDetail unavailable(RuntimeException failure, Locale locale) {
    log.error("A part of a request could not be served, because the database failed", failure);
    ProblemDetail problem =
        problem(
            locale, HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "database_unavailable");
    problem.setProperty(RETRY_AFTER, DATABASE_BACK_AFTER);
    return problem;
  }

  ProblemDetail of(BrokenRuleException broken, Locale locale) {
    ProblemDetail problem =
        problem(status(broken.kind()), broken.code(), messages.getMessage(broken, locale));
    broken.properties().forEach(problem::setProperty);
    Duration retryAfter = broken.retryAfter();
    if (retryAfter != null) {
      problem.setProperty(RETRY_AFTER, retryAfter.toSeconds());
    }
    if (broken instanceof ValidationFailedException invalid) {
      problem.setProperty("errors", errors(invalid.violations(), locale));
    }
    return problem;
  }

  /** A parameter, of the query or the path, has a value that cannot be read. */
  ProblemDetail ofParameter(FieldViolation violation, Locale locale) {
    ProblemDetail problem =
        problem(
            locale, HttpStatus.BAD_REQUEST, "malformed_request", "parameter", violation.field());
    problem.setProperty("errors", errors(List.of(violation), locale));
    return problem;
  }

  private List<Map<String, String>> errors(List<FieldViolation> violations, Locale locale) {
    return violations.stream()
        .map(violation ->
            Map.of(
                "field", violation.field(),
                "code", violation.code(),
                "message", messages.getMessage(violation.message(), locale)))
        .toList();
  }

  private static HttpStatus status(BrokenRuleException.Kind kind) {
    return switch (kind) {
      case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
      case CONFLICT -> HttpStatus.CONFLICT;
      case STALE -> HttpStatus.PRECONDITION_FAILED;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
    };
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
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(DATABASE_BACK_AFTER));
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
  }
}

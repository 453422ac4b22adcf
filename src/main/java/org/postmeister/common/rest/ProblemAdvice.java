package org.postmeister.common.rest;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.storage.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns exceptions of controllers into problem details. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemResponseFactory problems;

  ProblemAdvice(ProblemResponseFactory problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onBrokenRule(BrokenRuleException broken, Locale locale) {
    ProblemDetail problem = problems.of(broken, locale);
    Duration retryAfter = broken.retryAfter();
    return retryAfter == null
        ? answer(problem)
        : ResponseEntity.status(problem.getStatus())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()))
            .body(problem);
  }

  // Also the later of two concurrent creations, and the victim of a deadlock.
  @ExceptionHandler({ConcurrencyFailureException.class, DataIntegrityViolationException.class})
  ResponseEntity<ProblemDetail> onConcurrentChange(DataAccessException e, Locale locale) {
    log.info("A change was refused: {}", e.getMessage());
    return answer(
        problems.problem(
            locale, HttpStatus.PRECONDITION_FAILED, "version_conflict", "version_conflict"));
  }

  // It may be restarting or full: a later attempt may succeed.
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> onDatabaseFailure(NestedRuntimeException e, Locale locale) {
    log.error("A request could not be served, because the database failed", e);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(ProblemResponseFactory.DATABASE_BACK_AFTER))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            problems.problem(
                locale,
                HttpStatus.SERVICE_UNAVAILABLE,
                "service_unavailable",
                DatabaseFailure.isReadOnly(e) ? "database_read_only" : "database_unavailable"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onUnknownField(UnknownFieldException e, Locale locale) {
    return answer(malformed(locale, "unknown_field", e.field()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onDenied(AccessDeniedException e, Locale locale) {
    return answer(problems.problem(locale, HttpStatus.FORBIDDEN, "forbidden", "forbidden"));
  }

  // More parameters than any request needs, or badly encoded ones.
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onBadParameters(InvalidParameterException e, Locale locale) {
    log.debug("A request has bad parameters", e);
    return answer(malformed(locale, "malformed_request"));
  }

  // A client that went away, or was too slow, is not worth logging.
  @ExceptionHandler
  void onClientGone(ClientAbortException e) {
    log.debug("A client has gone away", e);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onAnythingElse(Exception e, Locale locale) {
    log.error("A request failed", e);
    return answer(
        problems.problem(
            locale, HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "internal_error"));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name = e.getPropertyName();
    if (name == null) {
      return super.handleTypeMismatch(e, headers, status, request);
    }
    return ResponseEntity.status(HttpStatus.BAD_REQUEST)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problems.ofParameter(violation(name, e), LocaleContextHolder.getLocale()));
  }

  // The innermost reason knows which type was wanted of an element of a list.
  private static FieldViolation violation(String parameter, TypeMismatchException e) {
    Class<?> wanted = e.getRequiredType();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException failed) {
        wanted = failed.getTargetType().getType();
      }
    }
    if (wanted != null && wanted.isEnum()) {
      return FieldViolation.of(
          parameter,
          "not_one_of",
          Arrays.stream(wanted.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", ")));
    }
    if (wanted == Instant.class) {
      return FieldViolation.of(parameter, "not_a_time");
    }
    boolean number =
        wanted != null
            && Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(wanted));
    return FieldViolation.of(parameter, number ? "not_a_number" : "unreadable");
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Locale locale = LocaleContextHolder.getLocale();
    Throwable cause = NestedExceptionUtils.getRootCause(e);
    if (cause instanceof RequestTooLargeException) {
      return handleExceptionInternal(e, null, headers, HttpStatus.CONTENT_TOO_LARGE, request);
    }
    if (cause instanceof RequestTooSlowException || cause instanceof SocketTimeoutException) {
      return handleExceptionInternal(e, null, headers, HttpStatus.REQUEST_TIMEOUT, request);
    }
    ProblemDetail problem =
        switch (cause instanceof UnrecognizedPropertyException ? cause : e.getCause()) {
          case UnrecognizedPropertyException unknown ->
              malformed(locale, "unknown_field", unknown.getPropertyName());
          case JacksonException broken when broken.getLocation() != null ->
              malformed(
                  locale,
                  "malformed_at",
                  Integer.toString(broken.getLocation().getLineNr()),
                  Integer.toString(broken.getLocation().getColumnNr()));
          case null, default -> malformed(locale, "malformed_request");
        };
    return ResponseEntity.status(HttpStatus.BAD_REQUEST)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus known = HttpStatus.valueOf(status.value());
    String code = ProblemResponseFactory.code(known);
    ProblemDetail problem = problems.problem(LocaleContextHolder.getLocale(), known, code, code);
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    if (known == HttpStatus.SERVICE_UNAVAILABLE) {
      all.set(HttpHeaders.RETRY_AFTER, Long.toString(ProblemResponseFactory.DATABASE_BACK_AFTER));
    }
    return ResponseEntity.status(known)
        .headers(all)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private ProblemDetail malformed(Locale locale, String message, Object... arguments) {
    return problems.problem(
        locale, HttpStatus.BAD_REQUEST, "malformed_request", message, arguments);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}

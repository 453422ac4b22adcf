package org.postmeister.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.postmeister.common.rest.ProblemResponseFactory;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TooManyAttemptsException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Responses of the HTTP API to unauthenticated and unauthorized callers, as problem details. */
class ApiProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final ProblemResponseFactory problems;
  private final CurrentUser currentUser;

  ApiProblems(ProblemResponseFactory problems, CurrentUser currentUser) {
    this.problems = problems;
    this.currentUser = currentUser;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof TooManyAttemptsException tooMany) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
      problems.write(
          request,
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "rate_limited",
          "too_many_attempts",
          tooMany.retryAfterSeconds());
      return;
    }
    if (failure instanceof AuthenticationServiceException) {
      // The password could not be checked.
      problems.write(
          request,
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "service_unavailable",
          "database_unavailable");
      return;
    }
    // A browser would ask for a password, remember it, and send it along wherever it is led.
    if (!CrossOriginFilter.isOfBrowser(request)) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Postmeister\", charset=\"UTF-8\"");
    }
    problems.write(
        request, response, HttpStatus.UNAUTHORIZED, "unauthenticated", "unauthenticated");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    boolean mustChange = currentUser.find().filter(SignedInUser::mustChangePassword).isPresent();
    problems.write(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "forbidden",
        mustChange ? "password_must_be_changed" : "forbidden");
  }
}

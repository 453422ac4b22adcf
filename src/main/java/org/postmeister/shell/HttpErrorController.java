package org.postmeister.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.rest.ProblemResponseFactory;
import org.postmeister.common.storage.DatabaseFailure;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Responds to requests that fail outside both the console and the controllers of the HTTP API:
 * browsers get a page, programs problem details. Neither says more than what happened and what to
 * do.
 */
@Controller
class HttpErrorController implements ErrorController {

  private static final String API = "/api/";
  // In seconds; a database that restarts is back soon.
  private static final String BACK_AFTER = "5";

  private final ProblemResponseFactory problems;
  private final HttpErrorPage page;

  HttpErrorController(ProblemResponseFactory problems, HttpErrorPage page) {
    this.problems = problems;
    this.page = page;
  }

  @RequestMapping("/error")
  void respond(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Throwable failure = failure(request);
    Throwable cause = failure == null ? null : Fault.cause(failure);
    boolean database = DatabaseFailure.isOfDatabase(cause);
    boolean readOnly = database && DatabaseFailure.isReadOnly(cause);
    HttpStatus status = database ? HttpStatus.SERVICE_UNAVAILABLE : status(request);
    String reference = failure != null && status.is5xxServerError() ? Fault.report(failure) : null;
    if (database) {
      response.setHeader(HttpHeaders.RETRY_AFTER, BACK_AFTER);
    }
    if (isForPerson(request)) {
      page.write(request, response, status, said(status, database, readOnly), reference);
    } else if (database) {
      problems.write(
          request,
          response,
          status,
          "service_unavailable",
          readOnly ? "database_read_only" : "database_unavailable");
    } else {
      problems.write(request, response, status);
    }
  }

  private static HttpErrorPage.Said said(HttpStatus status, boolean database, boolean readOnly) {
    if (database) {
      return readOnly ? HttpErrorPage.Said.READ_ONLY : HttpErrorPage.Said.DATABASE;
    }
    return HttpErrorPage.Said.of(status);
  }

  private static @Nullable Throwable failure(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
        ? failure
        : null;
  }

  // Who asks for this address itself finds nothing here.
  private static HttpStatus status(HttpServletRequest request) {
    HttpStatus status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.resolve(code)
            : HttpStatus.NOT_FOUND;
    return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
  }

  private static boolean isForPerson(HttpServletRequest request) {
    boolean api =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
            && path.startsWith(request.getContextPath() + API);
    return !api && accepted(request).stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
  }

  private static List<MediaType> accepted(HttpServletRequest request) {
    try {
      return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT));
    } catch (InvalidMediaTypeException e) {
      return List.of();
    }
  }
}

package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpHeaders;

/**
 * Classifies requests for the filters of the HTTP API: by the path as controllers see it, however
 * it is spelled.
 */
final class ApiRequests {

  private static final String API = "/api/";
  private static final String INVITATIONS = "/api/v1/invitations/";

  private ApiRequests() {}

  static boolean isOfApi(HttpServletRequest request) {
    return decoded(request).startsWith(API);
  }

  /** Whether anonymous callers may send a body to it. */
  static boolean isForStrangers(HttpServletRequest request) {
    return decoded(request).startsWith(INVITATIONS);
  }

  /** Whether a body follows the headers, or may follow. */
  static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private static String decoded(HttpServletRequest request) {
    return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
  }
}

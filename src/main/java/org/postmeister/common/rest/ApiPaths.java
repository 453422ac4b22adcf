package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * Which requests are for the HTTP API: by the path as controllers see it, however it is spelled.
 */
final class ApiPaths {

  private static final String API = "/api/";
  private static final String INVITATIONS = "/api/v1/invitations/";

  private ApiPaths() {}

  static boolean isOfApi(HttpServletRequest request) {
    return decoded(request).startsWith(API);
  }

  /** What somebody who has not signed in may send something to. */
  static boolean isForStrangers(HttpServletRequest request) {
    return decoded(request).startsWith(INVITATIONS);
  }

  private static String decoded(HttpServletRequest request) {
    return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
  }
}

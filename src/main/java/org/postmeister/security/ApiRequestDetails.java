package org.postmeister.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** That somebody came by the HTTP API, and from where; known also when the request is over. */
public final class ApiRequestDetails extends WebAuthenticationDetails {

  ApiRequestDetails(HttpServletRequest request) {
    super(request);
  }
}

package org.postmeister.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How somebody has signed in; available also to asynchronous work after the request. */
public final class RequestDetails extends WebAuthenticationDetails {

  private final boolean api;
  private final String baseUrl;

  private RequestDetails(HttpServletRequest request, boolean api) {
    super(request);
    this.api = api;
    this.baseUrl = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }

  public static RequestDetails ofApi(HttpServletRequest request) {
    return new RequestDetails(request, true);
  }

  public static RequestDetails ofConsole(HttpServletRequest request) {
    return new RequestDetails(request, false);
  }

  /** Whether it was the HTTP API and not the console. */
  public boolean isApi() {
    return api;
  }

  /** The address of the console, as this user has reached it. */
  public String baseUrl() {
    return baseUrl;
  }
}

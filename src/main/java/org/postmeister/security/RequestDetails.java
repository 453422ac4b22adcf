package org.postmeister.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How somebody has signed in; available also to asynchronous work after the request. */
public final class RequestDetails extends WebAuthenticationDetails {

  private final Door door;
  private final String baseUrl;

  /** How somebody reaches Postmeister. */
  public enum Door {
    CONSOLE,
    API,
    /** Submission of messages (RFC 6409). */
    SMTP
  }

  private RequestDetails(HttpServletRequest request, Door door) {
    super(request);
    this.door = door;
    this.baseUrl = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }

  private RequestDetails(String address) {
    super(address, null);
    this.door = Door.SMTP;
    this.baseUrl = "";
  }

  public static RequestDetails ofApi(HttpServletRequest request) {
    return new RequestDetails(request, Door.API);
  }

  public static RequestDetails ofConsole(HttpServletRequest request) {
    return new RequestDetails(request, Door.CONSOLE);
  }

  /**
   * Of a client that submits messages over SMTP.
   *
   * @param address that it connects from
   */
  public static RequestDetails ofSmtp(String address) {
    return new RequestDetails(address);
  }

  public Door door() {
    return door;
  }

  /** Whether it was the HTTP API and not the console. */
  public boolean isApi() {
    return door == Door.API;
  }

  /** The address of the console, as this user has reached it; empty if it was not over HTTP. */
  public String baseUrl() {
    return baseUrl;
  }
}

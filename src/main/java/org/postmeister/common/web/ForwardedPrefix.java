package org.postmeister.common.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.apache.catalina.Globals;

/**
 * What a trusted proxy has taken off the beginning of a request's path: {@code X-Forwarded-Prefix}.
 * Anything but a plain path is ignored, since it becomes part of redirects, links and cookies.
 */
final class ForwardedPrefix {

  static final String HEADER = "X-Forwarded-Prefix";

  private static final int LONGEST = 200;
  // No segment consists of dots, and none has anything that would have to be encoded.
  private static final Pattern PATH = Pattern.compile("(/(?!\\.+(/|$))[A-Za-z0-9._~-]+)+");

  private ForwardedPrefix() {}

  /**
   * @return begins with a slash and does not end with one; empty if nothing was taken off
   */
  static String of(HttpServletRequest request) {
    // Tomcat has found the connection to be from one of POSTMEISTER_TRUSTED_PROXIES.
    if (!Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE))) {
      return "";
    }
    Enumeration<String> sent = request.getHeaders(HEADER);
    String prefix = sent.hasMoreElements() ? sent.nextElement() : "";
    // Of two, one may be from the client.
    return sent.hasMoreElements() ? "" : valid(prefix);
  }

  private static String valid(String sent) {
    String prefix = sent.endsWith("/") ? sent.substring(0, sent.length() - 1) : sent;
    return prefix.length() <= LONGEST && PATH.matcher(prefix).matches() ? prefix : "";
  }
}

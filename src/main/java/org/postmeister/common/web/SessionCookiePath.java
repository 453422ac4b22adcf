package org.postmeister.common.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import org.apache.catalina.Context;
import org.apache.catalina.util.SessionConfig;
import org.apache.tomcat.util.http.CookieProcessor;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.ServerCookies;

/**
 * Limits the session's cookie, which Tomcat itself sends, to the path that the browser knows: with
 * what a trusted proxy has taken off in front.
 */
final class SessionCookiePath implements CookieProcessor {

  private final Context context;
  private final CookieProcessor original;

  private SessionCookiePath(Context context) {
    this.context = context;
    this.original = context.getCookieProcessor();
  }

  static void applyTo(Context context) {
    context.setCookieProcessor(new SessionCookiePath(context));
  }

  @Override
  public String generateHeader(Cookie cookie, HttpServletRequest request) {
    if (cookie.getName().equals(SessionConfig.getSessionCookieName(context))) {
      Cookie limited = (Cookie) cookie.clone();
      limited.setPath(ForwardedPrefix.of(request) + cookie.getPath());
      return original.generateHeader(limited, request);
    }
    return original.generateHeader(cookie, request);
  }

  @Override
  public void parseCookieHeader(MimeHeaders headers, ServerCookies cookies) {
    original.parseCookieHeader(headers, cookies);
  }

  @Override
  public Charset getCharset() {
    return original.getCharset();
  }
}

package org.postmeister.common.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Says in each response of an operation that is {@link Deprecated} since when it is, in the header
 * {@code Deprecation} (RFC 9745). The annotation's {@code since} is a date, such as 2027-01-31; the
 * changelog of the API says what to use instead.
 */
class Deprecations implements HandlerInterceptor {

  static final String HEADER = "Deprecation";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Deprecated deprecated =
        handler instanceof HandlerMethod method
            ? method.getMethodAnnotation(Deprecated.class)
            : null;
    if (deprecated != null && !deprecated.since().isEmpty()) {
      response.setHeader(
          HEADER,
          "@" + LocalDate.parse(deprecated.since()).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }
    return true;
  }
}

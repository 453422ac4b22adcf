package org.postmeister.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Globals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logs once that requests come through a proxy that is not configured as trusted: until it is, all
 * clients behind it count as one address.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UntrustedProxyHint extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(UntrustedProxyHint.class);

  private final AtomicBoolean said = new AtomicBoolean();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Even behind a trusted proxy some of it may remain: what its client made up.
    if (request.getHeader("X-Forwarded-For") != null
        && request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) == null
        && !said.getAndSet(true)) {
      log.warn(
          "A request has come through a proxy at {} that is not trusted. If it is yours,"
              + " add it to POSTMEISTER_TRUSTED_PROXIES: otherwise all its clients count as one"
              + " address.",
          request.getRemoteAddr());
    }
    chain.doFilter(request, response);
  }
}

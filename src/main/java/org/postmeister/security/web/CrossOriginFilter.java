package org.postmeister.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.PublicUrl;
import org.postmeister.common.rest.ProblemResponseFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that pages of other origins make through a browser: browsers send along the
 * login that they remember (Fetch Metadata Request Headers; RFC 6454). Programs send neither header
 * and are not affected. It comes before everything else, so that nothing needs individual
 * protection.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class CrossOriginFilter extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final String FETCH_SITE = "Sec-Fetch-Site";

  private final ProblemResponseFactory problems;
  private final PublicUrl publicUrl;

  CrossOriginFilter(ProblemResponseFactory problems, PublicUrl publicUrl) {
    this.problems = problems;
    this.publicUrl = publicUrl;
  }

  /** Whether a browser sent the request. */
  static boolean isOfBrowser(HttpServletRequest request) {
    return request.getHeader(FETCH_SITE) != null || request.getHeader("Sec-Fetch-Mode") != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // A WebSocket begins with a GET, but is not read-only.
    boolean unsafe =
        !SAFE.contains(request.getMethod().toUpperCase(Locale.ROOT))
            || request.getHeader(HttpHeaders.UPGRADE) != null;
    if (unsafe && isForeign(request)) {
      problems.write(request, response, HttpStatus.FORBIDDEN, "forbidden", "cross_origin");
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader(FETCH_SITE);
    if (site != null) {
      return !OWN_SITES.contains(site.toLowerCase(Locale.ROOT));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isOwn(origin, host(request));
  }

  // The configured address takes precedence over the request's: not every name that leads here is
  // ours.
  private @Nullable String host(HttpServletRequest request) {
    return publicUrl
        .find()
        .map(URI::getRawAuthority)
        .orElseGet(() -> request.getHeader(HttpHeaders.HOST));
  }

  // Not the scheme: a proxy may have terminated HTTPS.
  private static boolean isOwn(String origin, @Nullable String host) {
    String authority = authority(origin);
    return authority != null && authority.equalsIgnoreCase(host);
  }

  private static @Nullable String authority(String url) {
    try {
      return URI.create(url).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

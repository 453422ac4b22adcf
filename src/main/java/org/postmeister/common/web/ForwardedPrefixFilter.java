package org.postmeister.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Puts what a trusted proxy has taken off in front of the context path, so that redirects, links
 * and cookies are right for whoever sent the request. Spring's ForwardedHeaderFilter would do it,
 * but believes anybody, and names of hosts as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ForwardedPrefixFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String prefix = ForwardedPrefix.of(request);
    boolean done = WebUtils.getNativeRequest(request, PrefixedRequest.class) != null;
    chain.doFilter(
        prefix.isEmpty() || done ? request : new PrefixedRequest(request, prefix), response);
  }

  // Tomcat dispatches errors, and may dispatch asynchronous requests, without the wrapper.
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  /** The request as the proxy received it. */
  private static final class PrefixedRequest extends HttpServletRequestWrapper {

    private final String prefix;

    private PrefixedRequest(HttpServletRequest request, String prefix) {
      super(request);
      this.prefix = prefix;
    }

    @Override
    public String getContextPath() {
      return prefix + super.getContextPath();
    }

    @Override
    public String getRequestURI() {
      return prefix + super.getRequestURI();
    }

    @Override
    public StringBuffer getRequestURL() {
      StringBuffer url = super.getRequestURL();
      return url.insert(url.length() - super.getRequestURI().length(), prefix);
    }

    // From Tomcat, which knows of no prefix.
    @Override
    public @Nullable Object getAttribute(String name) {
      Object value = super.getAttribute(name);
      return name.equals(RequestDispatcher.ERROR_REQUEST_URI) && value instanceof String path
          ? prefix + path
          : value;
    }
  }
}

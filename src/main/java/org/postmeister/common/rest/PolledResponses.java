package org.postmeister.common.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives each response to GET a tag of its content, and responds 304 if that is still the same.
 * Responses that say which revision they are keep its tag, which is for If-Match only: they contain
 * more than what has that revision, such as the health of a server.
 */
class PolledResponses extends ShallowEtagHeaderFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    super.doFilterInternal(
        request,
        response,
        (inner, answer) ->
            chain.doFilter(new WithoutCondition((HttpServletRequest) inner), answer));
  }

  @Override
  protected boolean isEligibleForEtag(
      HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
    return response.getHeader(HttpHeaders.ETAG) == null
        && super.isEligibleForEtag(request, response, status, body);
  }

  // Controllers would compare it with revisions.
  private static final class WithoutCondition extends HttpServletRequestWrapper {

    WithoutCondition(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return HttpHeaders.IF_NONE_MATCH.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return HttpHeaders.IF_NONE_MATCH.equalsIgnoreCase(name)
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }
  }
}

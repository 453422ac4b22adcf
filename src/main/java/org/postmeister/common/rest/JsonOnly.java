package org.postmeister.common.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The HTTP API accepts only JSON, whatever else could be parsed: forms, YAML and XML never reach
 * it.
 */
@Component
class JsonOnly extends OncePerRequestFilter {

  private static final Set<String> TAKEN =
      Set.of("application/json", "application/merge-patch+json");

  private final ProblemResponseFactory problems;

  JsonOnly(ProblemResponseFactory problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ApiRequests.isOfApi(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (ApiRequests.hasBody(request) && !isJson(request.getContentType())) {
      problems.write(
          request,
          response,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_media_type",
          "unsupported_media_type");
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
      return type != null && TAKEN.contains(type.getType() + "/" + type.getSubtype());
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}

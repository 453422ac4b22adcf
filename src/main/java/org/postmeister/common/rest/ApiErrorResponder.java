package org.postmeister.common.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Responds in the format of the HTTP API if the database fails before a controller is reached, as
 * it can during authentication.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrorResponder extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(ApiErrorResponder.class);

  private final ProblemResponseFactory problems;

  ApiErrorResponder(ProblemResponseFactory problems) {
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
    try {
      chain.doFilter(request, response);
    } catch (DataAccessException | TransactionException e) {
      log.error("A request could not be served, because the database failed", e);
      if (!response.isCommitted()) {
        response.reset();
        problems.write(
            request,
            response,
            HttpStatus.SERVICE_UNAVAILABLE,
            "service_unavailable",
            "database_unavailable");
      }
    }
  }
}

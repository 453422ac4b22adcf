package org.postmeister.common.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests to the HTTP API that are larger than any message may be, before they are in
 * memory, and admits only as many large ones at the same time as there is memory for.
 */
@Component
class RequestSizeLimit extends OncePerRequestFilter {

  private static final long LARGE = 1_000_000;
  // Anonymous callers have no reason to send anything long.
  private static final long STRANGERS = 64_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // In octets per second; for a large request, which holds memory that others wait for.
  private static final long LEAST_RATE_OF_LARGE = 200_000;

  private final RequestSizeProperties properties;
  private final ProblemResponseFactory problems;
  private final MemoryBudget memory;

  RequestSizeLimit(
      RequestSizeProperties properties, ProblemResponseFactory problems, MemoryBudget memory) {
    this.properties = properties;
    this.problems = problems;
    this.memory = memory;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ApiRequests.isOfApi(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = properties.maxRequestSize().toBytes();
    long length = request.getContentLengthLong();
    long allowed = ApiRequests.isForStrangers(request) ? STRANGERS : limit;
    if (length > allowed) {
      problems.write(
          request,
          response,
          HttpStatus.CONTENT_TOO_LARGE,
          "payload_too_large",
          "payload_too_large");
      return;
    }
    // A request without a length may become as large as allowed.
    if (!ApiRequests.hasBody(request) || (length >= 0 && length <= LARGE)) {
      chain.doFilter(new Limited(request, allowed, Duration.ofDays(1)), response);
      return;
    }
    try (MemoryBudget.Room room =
        memory.take(length < 0 ? allowed : length, PATIENCE).orElse(null)) {
      if (room == null) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(PATIENCE.toSeconds()));
        problems.write(
            request,
            response,
            HttpStatus.TOO_MANY_REQUESTS,
            "rate_limited",
            "too_many_large_requests");
        return;
      }
      chain.doFilter(
          new Limited(request, allowed, longest(length < 0 ? allowed : length)), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Postmeister is being stopped");
    }
  }

  // Others wait for the memory that it holds.
  private static Duration longest(long octets) {
    return PATIENCE.plusSeconds(octets / LEAST_RATE_OF_LARGE);
  }

  /** For requests without a length, and for large ones that arrive slowly. */
  private static final class Limited extends HttpServletRequestWrapper {

    private final long limit;
    private final long end;

    Limited(HttpServletRequest request, long limit, Duration longest) {
      super(request);
      this.limit = limit;
      this.end = System.nanoTime() + longest.toNanos();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream in = super.getInputStream();
      return new ServletInputStream() {
        private long read;

        @Override
        public int read() throws IOException {
          int octet = in.read();
          count(octet < 0 ? 0 : 1);
          return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int count = in.read(buffer, offset, length);
          count(Math.max(0, count));
          return count;
        }

        private void count(int more) throws IOException {
          read += more;
          if (read > limit) {
            throw new RequestTooLargeException(limit);
          }
          if (System.nanoTime() - end > 0) {
            throw new RequestTooSlowException();
          }
        }

        @Override
        public boolean isFinished() {
          return in.isFinished();
        }

        @Override
        public boolean isReady() {
          return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
          in.setReadListener(listener);
        }
      };
    }
  }
}

package org.postmeister.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * When this node is stopped, it first says that it is not ready, and still answers for a while: so
 * a proxy has noticed before the port is closed. No connection is kept meanwhile: a proxy that
 * sends a request over one that is being closed does not repeat it, since it may have been carried
 * out.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReadinessBeforeStop extends OncePerRequestFilter implements SmartLifecycle {

  private final ApplicationContext context;
  private final Duration delay;
  private volatile boolean running;

  ReadinessBeforeStop(ApplicationContext context, WebProperties properties) {
    this.context = context;
    this.delay = properties.shutdownDelay();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!running) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    chain.doFilter(request, response);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  // Before all others.
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

package org.postmeister.common.web;

import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * When this node is stopped, it first says that it is not ready, and still answers for a while: so
 * a proxy has noticed before the port is closed.
 */
@Component
class ReadinessBeforeStop implements SmartLifecycle {

  private final ApplicationContext context;
  private final Duration delay;
  private volatile boolean running;

  ReadinessBeforeStop(ApplicationContext context, WebProperties properties) {
    this.context = context;
    this.delay = properties.shutdownDelay();
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

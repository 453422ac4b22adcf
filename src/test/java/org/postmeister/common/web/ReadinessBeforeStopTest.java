package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** What a node that is being stopped tells its proxy. */
class ReadinessBeforeStopTest {

  private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
  private final GenericApplicationContext context = new GenericApplicationContext();
  private final ReadinessBeforeStop node =
      new ReadinessBeforeStop(
          context,
          new WebProperties(
              Duration.ZERO, DataSize.ofKilobytes(1), Duration.ZERO, 1, Duration.ZERO));

  ReadinessBeforeStopTest() {
    context.addApplicationListener(availability);
    context.refresh();
    node.start();
  }

  private @Nullable String connection() throws ServletException, IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    node.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
    return response.getHeader("Connection");
  }

  @Test
  void keepsConnectionsWhileItRuns() throws Exception {
    assertThat(connection()).isNull();
  }

  @Test
  void isNotReadyAndKeepsNoConnectionBeforeItStops() throws Exception {
    node.stop();

    assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
    assertThat(connection()).isEqualTo("close");
  }
}

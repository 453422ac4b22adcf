package org.postmeister.common.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** How many large requests are let in at the same moment. */
@PostmeisterTest
class RequestSizeLimitTest {

  private static final int OCTETS = 2_000_000;

  @Autowired private ProblemResponseFactory problems;

  private final MemoryBudget memory = new MemoryBudget(OCTETS);

  private MockHttpServletResponse post(int octets) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/anything");
    request.setServletPath("/api/v1/anything");
    request.setContent(new byte[octets]);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new RequestSizeLimit(new RequestSizeProperties(DataSize.ofMegabytes(40)), problems, memory)
        .doFilter(request, response, new MockFilterChain());
    return response;
  }

  @Test
  void aLargeRequestThatFindsNoRoomIsToldToComeBack() throws Exception {
    try (MemoryBudget.Room _ = memory.take(OCTETS, Duration.ZERO).orElseThrow()) {
      MockHttpServletResponse refused = post(OCTETS);

      assertThat(refused.getStatus()).isEqualTo(429);
      assertThat(refused.getHeader("Retry-After")).isEqualTo("5");
      assertThat(refused.getContentAsString()).contains("\"rate_limited\"");
      assertThat(post(1_000).getStatus()).as("small ones go in").isEqualTo(200);
    }

    assertThat(post(OCTETS).getStatus()).isEqualTo(200);
    assertThat(post(OCTETS).getStatus()).as("and gives its room back").isEqualTo(200);
  }
}

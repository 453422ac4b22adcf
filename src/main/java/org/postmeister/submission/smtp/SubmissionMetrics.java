package org.postmeister.submission.smtp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What comes in over SMTP, in numbers. */
@Component
class SubmissionMetrics {

  private final MeterRegistry registry;

  SubmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param open how many clients are connected now
   */
  void connections(Supplier<Number> open) {
    Gauge.builder("postmeister.submission.connections", open)
        .description("Open connections of clients that submit messages over SMTP")
        .register(registry);
  }

  void accepted(long octets) {
    registry.counter("postmeister.submission.messages").increment();
    registry.counter("postmeister.submission.octets").increment((double) octets);
  }

  /**
   * @param what status and enhanced status of a reply, or what was exceeded
   */
  void refused(String what) {
    registry.counter("postmeister.submission.refused", "reason", what).increment();
  }
}

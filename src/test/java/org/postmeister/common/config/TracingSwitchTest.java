package org.postmeister.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracingSwitchTest {

  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
  private static final String COLLECTOR = "http://localhost:4318/v1/traces";

  @ParameterizedTest
  @CsvSource({
    ENDPOINT + ", " + COLLECTOR + ", true",
    ENDPOINT + ", '', false",
    "management.tracing.sampling.probability, 1, false",
  })
  void isOnIfThereIsACollector(String property, String value, boolean on) {
    assertThat(uses(OpenTelemetrySdkAutoConfiguration.class, Map.of(property, value)))
        .isEqualTo(on);
    assertThat(uses(OpenTelemetryTracingAutoConfiguration.class, Map.of(property, value)))
        .isEqualTo(on);
    assertThat(uses(OtlpTracingAutoConfiguration.class, Map.of(property, value))).isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({
    "management.opentelemetry.enabled",
    "management.tracing.export.enabled",
    "management.tracing.export.otlp.enabled"
  })
  void eachOfSpringsSwitchesTurnsItOff(String name) {
    assertThat(
            uses(
                OpenTelemetryTracingAutoConfiguration.class,
                Map.of(ENDPOINT, COLLECTOR, name, "false")))
        .isFalse();
  }

  @Test
  void usesNothingElseOfTracingAndEverythingElse() {
    Map<String, Object> on = Map.of(ENDPOINT, COLLECTOR);

    assertThat(uses(MicrometerTracingAutoConfiguration.class, on)).isFalse();
    assertThat(uses(OpenTelemetryLoggingAutoConfiguration.class, on)).isFalse();
    assertThat(uses(WebMvcAutoConfiguration.class, on)).isTrue();
    assertThat(uses(WebMvcAutoConfiguration.class, Map.of())).isTrue();
  }

  private static boolean uses(Class<?> autoConfiguration, Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    TracingSwitch tracing = new TracingSwitch();
    tracing.setEnvironment(environment);
    return tracing
        .match(new String[] {autoConfiguration.getName()}, mock(AutoConfigurationMetadata.class))[
        0];
  }
}

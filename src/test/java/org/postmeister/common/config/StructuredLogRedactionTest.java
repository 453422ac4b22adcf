package org.postmeister.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** A log for machines hides the same as one for people. */
class StructuredLogRedactionTest {

  private static final String TOKEN = "4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK2x9_-4fK";

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "gelf", "logstash"})
  void keepsLinksAndTokensOut(String format) {
    Exception cause = new IllegalArgumentException("Bearer pmt_" + TOKEN);
    String line =
        encoded(
            format,
            "asked for /invitation/" + TOKEN,
            new IllegalStateException("no /api/v1/invitations/" + TOKEN, cause));

    assertThat(new JsonMapper().readTree(line).isObject()).isTrue();
    assertThat(line)
        .contains(
            "asked for /invitation/***", "no /api/v1/invitations/***", "Bearer ***", "Basic ***")
        .doesNotContain(TOKEN, "c2FkbWluOmNvcnJlY3Q=");
  }

  private static String encoded(String format, String message, Exception failure) {
    LoggerContext context = new LoggerContext();
    context.putObject(Environment.class.getName(), new StandardEnvironment());
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(format);
    encoder.start();
    Logger logger = context.getLogger("org.postmeister");
    LoggingEvent event =
        new LoggingEvent(Logger.class.getName(), logger, Level.INFO, message, failure, null);
    event.setMDCPropertyMap(Map.of("path", "/invitation/" + TOKEN));
    event.setKeyValuePairs(
        List.of(new KeyValuePair("authorization", "Basic c2FkbWluOmNvcnJlY3Q=")));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}

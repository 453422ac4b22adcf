package org.postmeister.systemmail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.postmeister.common.TimeZones;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Sample values for previewing a text. */
@Component
class SampleValues {

  private final MessageSource messages;
  private final Clock clock;

  SampleValues(MessageSource messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  Map<String, String> of(MailKind kind, Locale language) {
    Map<String, String> values = new LinkedHashMap<>();
    kind.placeholders().forEach(name -> values.put(name, value(name, language)));
    return values;
  }

  private String value(String name, Locale language) {
    Instant now = clock.instant();
    return switch (name) {
      case "link" -> "https://postmeister.example/invitation/4fK2x9";
      case "login", "replyTo" -> "ada@example.org";
      case "expires", "until" ->
          MailTimes.exact(now.plus(Duration.ofHours(1)), language, TimeZones.DEFAULT);
      case "since" ->
          MailTimes.exact(now.minus(Duration.ofMinutes(20)), language, TimeZones.DEFAULT);
      case "day" -> MailTimes.day(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(30), language);
      case "quota" -> "1000";
      case "number" -> "SR-1042";
      default -> messages.getMessage("systemmail.sample." + name, null, language);
    };
  }
}

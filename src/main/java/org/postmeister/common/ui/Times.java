package org.postmeister.common.ui;

import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeUnit;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.springframework.stereotype.Component;

/** Points in time as people read them: how long ago, and the exact time on hover. */
@Component
public class Times {

  private final Messages messages;
  private final Clock clock;

  Times(Messages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** The exact time, in UTC. */
  public String exact(Instant time) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
            .withLocale(messages.locale())
            .withZone(ZoneOffset.UTC)
            .format(time)
        + " UTC";
  }

  public Instant now() {
    return clock.instant();
  }

  /** Today's date, in UTC. */
  public LocalDate today() {
    return LocalDate.now(clock);
  }

  /** The date in words. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(messages.locale())
        .format(day);
  }

  /** How long ago, or how long from now. */
  public String relative(Instant time) {
    Duration ago = Duration.between(time, clock.instant());
    Duration distance = ago.abs();
    if (distance.toMinutes() < 1) {
      return messages.get(ago.isNegative() ? "time.soon" : "time.now");
    }
    Direction direction = ago.isNegative() ? Direction.NEXT : Direction.LAST;
    RelativeDateTimeFormatter words = RelativeDateTimeFormatter.getInstance(messages.locale());
    if (distance.toHours() < 1) {
      return words.format((double) distance.toMinutes(), direction, RelativeUnit.MINUTES);
    }
    if (distance.toDays() < 1) {
      return words.format((double) distance.toHours(), direction, RelativeUnit.HOURS);
    }
    return words.format((double) distance.toDays(), direction, RelativeUnit.DAYS);
  }

  /** How long until then; what is already due happens at any moment. */
  public String upcoming(Instant time) {
    return isOver(time) ? messages.get("time.soon") : relative(time);
  }

  /** Whether it is not in the future. */
  public boolean isOver(Instant time) {
    return !time.isAfter(clock.instant());
  }

  /** Relative, with the exact time on hover. */
  public Span span(Instant time) {
    Span span = new Span(relative(time));
    span.setTitle(exact(time));
    return span;
  }
}

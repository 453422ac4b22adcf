package org.postmeister.common.ui;

import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeUnit;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TimeZones;
import org.springframework.stereotype.Component;

/**
 * Points in time as people read them: how long ago, and the exact time on hover, in the reader's
 * time zone. That is the one the person has chosen, or else the browser's.
 */
@Component
public class Times {

  private final Messages messages;
  private final Clock clock;
  private final PersonalTimeZone personal;

  Times(Messages messages, Clock clock, PersonalTimeZone personal) {
    this.messages = messages;
    this.clock = clock;
    this.personal = personal;
  }

  /** The exact time for the reader; UTC, which it says, if the reader's zone is not known. */
  public String exact(Instant time) {
    return known().isPresent() ? format(time, zone()) : withOffset(time);
  }

  public Instant now() {
    return clock.instant();
  }

  /** The exact time for the reader, with how far that is from UTC. */
  public String withOffset(Instant time) {
    ZoneId zone = zone();
    return format(time, zone) + " " + TimeZones.offset(zone, time);
  }

  private String format(Instant time, ZoneId zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
        .withLocale(messages.locale())
        .withZone(zone)
        .format(time);
  }

  /** The time of day for the reader. */
  public String ofDay(Instant time) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
        .withLocale(messages.locale())
        .withZone(zone())
        .format(time);
  }

  /** When a day begins for the reader; null for no day. */
  public @Nullable Instant startOf(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(zone()).toInstant();
  }

  /** When a day is over for the reader; null for no day. */
  public @Nullable Instant endOf(@Nullable LocalDate day) {
    return day == null ? null : startOf(day.plusDays(1));
  }

  /** What the browser says; empty if it is no zone. */
  public Optional<ZoneId> browsers() {
    UI ui = UI.getCurrent();
    return ui == null
        ? Optional.empty()
        : TimeZones.find(ui.getPage().getExtendedClientDetails().getTimeZoneId());
  }

  /** A zone as people look for it: the place, and how far it is from UTC now. */
  public String nameOf(ZoneId zone) {
    return zone.getId().replace('_', ' ') + " (" + TimeZones.offset(zone, clock.instant()) + ")";
  }

  /** The reader's. */
  public ZoneId zone() {
    return known().orElse(TimeZones.DEFAULT);
  }

  private Optional<ZoneId> known() {
    return personal.chosen().or(this::browsers);
  }

  /** Today's date in UTC, by which secrets, certificates and licences expire. */
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

  /** How long something took, or is to take. */
  public String length(Duration time) {
    if (time.toMillis() < 100) {
      return messages.get("duration.instant");
    }
    if (time.toHours() > 0) {
      return messages.get("duration.hours", time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? messages.get("duration.minutes", time.toMinutes(), time.toSecondsPart())
        : messages.get("duration.seconds", time.toMillis() / 1000.0);
  }

  /** Relative, with the exact time on hover. */
  public Span span(Instant time) {
    return titled(relative(time), time);
  }

  /** The time of day, with the exact time on hover. */
  public Span ofDaySpan(Instant time) {
    return titled(ofDay(time), time);
  }

  /** Exact, with how far it is from UTC on hover. */
  public Span exactSpan(Instant time) {
    return titled(exact(time), time);
  }

  private Span titled(String text, Instant time) {
    Span span = new Span(text);
    span.setTitle(withOffset(time));
    return span;
  }
}

package org.postmeister.systemmail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.postmeister.common.TimeZones;

/** Times in mails, which may be passed on: exact, and with how far they are from UTC. */
public final class MailTimes {

  private MailTimes() {}

  /**
   * A point in time.
   *
   * @param zone of who gets the mail
   */
  public static String exact(Instant time, Locale language, ZoneId zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(language)
            .withZone(zone)
            .format(time)
        + " "
        + TimeZones.offset(zone, time);
  }

  public static String day(LocalDate day, Locale language) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language).format(day);
  }
}

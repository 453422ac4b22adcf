package org.postmeister.security.account;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TimeZones;
import org.springframework.data.annotation.ReadOnlyProperty;

/**
 * How somebody is written to.
 *
 * @param email where mail goes instead of to the login, confirmed by the person; null if it goes
 *     there
 * @param timeZone that the person has chosen, null for the browser's
 * @param browserTimeZone that the person's browser last said, null if it is not known
 * @param language that the person last used the console in, null if it is not known
 */
public record Contact(
    @Nullable String email,
    @Nullable String timeZone,
    @ReadOnlyProperty @Nullable String browserTimeZone,
    @ReadOnlyProperty @Nullable String language) {

  static final Contact UNKNOWN = new Contact(null, null, null, null);

  /**
   * With another address.
   *
   * @param confirmed null for the login
   */
  public Contact withEmail(@Nullable String confirmed) {
    return new Contact(confirmed, timeZone, browserTimeZone, language);
  }

  /**
   * With another time zone.
   *
   * @param chosen null for the browser's
   */
  public Contact withTimeZone(@Nullable String chosen) {
    return new Contact(email, chosen, browserTimeZone, language);
  }

  /** The time zone of mails; UTC if the person's is not known. */
  public ZoneId timeZoneOfMail() {
    return TimeZones.find(timeZone)
        .or(() -> TimeZones.find(browserTimeZone))
        .orElse(TimeZones.DEFAULT);
  }

  /** The language of mails; empty if it is not known. */
  public Optional<Locale> languageOfMail() {
    return Optional.ofNullable(language).map(Locale::of);
  }
}

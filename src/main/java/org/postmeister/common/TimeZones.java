package org.postmeister.common;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time zones that people live in, named as in the IANA database, such as Europe/Berlin. */
public final class TimeZones {

  /** Used, and named, when somebody's is not known. */
  public static final ZoneId DEFAULT = ZoneOffset.UTC;

  /** As many characters as the longest name that is stored. */
  public static final int MAX_LENGTH = 64;

  private static final List<ZoneId> ALL =
      TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null).stream()
          .map(TimeZones::today)
          .flatMap(name -> find(name).stream())
          .distinct()
          .sorted((one, other) -> one.getId().compareTo(other.getId()))
          .toList();

  private TimeZones() {}

  /** Those to choose from, by name: one for each place. */
  public static List<ZoneId> all() {
    return ALL;
  }

  /** The zone of this name; empty if it is none, as what browsers and databases say may be. */
  public static Optional<ZoneId> find(@Nullable String name) {
    return name != null
            && name.length() <= MAX_LENGTH
            && ZoneId.getAvailableZoneIds().contains(name)
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  /** How far it is from UTC at a moment, such as UTC+01:00. */
  public static String offset(ZoneId zone, Instant at) {
    ZoneOffset offset = zone.getRules().getOffset(at);
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
  }

  // Unicode keeps the first name of a place for ever, such as Asia/Calcutta.
  private static String today(String canonical) {
    String name = TimeZone.getIanaID(canonical);
    return name == null ? canonical : name;
  }
}

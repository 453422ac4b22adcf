package org.postmeister.mailserver;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;

/** GUIDs as Microsoft writes them. */
final class Guids {

  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Guids() {}

  static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  static String require(String type, String text) {
    String stripped = SingleLine.of(text).value();
    if (!isGuid(stripped)) {
      throw new InvalidValueException(type, "not_a_guid");
    }
    return UUID.fromString(stripped).toString().toLowerCase(Locale.ROOT);
  }
}

package org.postmeister.delivery.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;

/**
 * The name of a header that the submitter of a message may set: not one that says how the message
 * is built, who it is from or for, or which route it took.
 *
 * @param value as typed
 */
public record HeaderName(String value) {

  private static final String TYPE = "header_name";
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,75}");
  private static final Set<String> RESERVED =
      Set.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "return-path",
          "received",
          "dkim-signature",
          "authentication-results",
          "disposition-notification-to",
          "return-receipt-to");
  private static final Set<String> RESERVED_PREFIXES = Set.of("content-", "resent-", "arc-");

  /**
   * @throws InvalidValueException if it is not a valid name, or one that Postmeister sets itself
   */
  public HeaderName {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValueException(TYPE, "syntax");
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
      throw new InvalidValueException(TYPE, "reserved");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

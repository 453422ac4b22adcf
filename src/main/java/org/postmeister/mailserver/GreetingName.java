package org.postmeister.mailserver;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;

/**
 * The name that a client sends with EHLO (RFC 5321, section 4.1.4): a fully qualified one.
 *
 * @param value in ASCII, lower case
 */
public record GreetingName(String value) implements CheckedValue {

  private static final String TYPE = "greeting_name";

  // RFC 5321, section 4.1.2: letters, digits and hyphens; the last label is not a number.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Set<String> OF_ANY_MACHINE = Set.of("localhost", "localdomain", "local");

  /**
   * Parses what a user typed.
   *
   * @throws InvalidValueException if it is not a host, or not a fully qualified name
   */
  public static GreetingName of(String raw) {
    // A host name in the DNS may end with a dot; one in EHLO may not.
    String ascii = HostName.of(raw).ascii();
    if (!isName(ascii) || raw.strip().endsWith(".")) {
      throw new InvalidValueException(TYPE, "not_a_full_name");
    }
    return new GreetingName(ascii);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static GreetingName stored(String text) {
    return new GreetingName(text);
  }

  /**
   * Whether it can identify a machine to servers: a fully qualified name, and not one that any
   * machine has.
   */
  public static boolean isName(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() && !OF_ANY_MACHINE.contains(last);
  }

  @Override
  public boolean isValid() {
    return isName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

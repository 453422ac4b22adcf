package org.postmeister.common;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a tenant, used by people, in URLs and in the HTTP API. It never changes, and no two
 * differ only in case. ASCII letters, digits, dots and hyphens, at most {@value #MAX_LENGTH};
 * begins and ends with a letter or digit, so that it can never be a relative path.
 */
public final class TenantName extends TextValue {

  /** In characters. */
  public static final int MAX_LENGTH = 63;

  /** As a regular expression that has to match all of it; some names are reserved. */
  public static final String SYNTAX = "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$";

  /** Stands for the system where a tenant is named, so no tenant can be called so. */
  public static final String RESERVED = "system";

  private static final String TYPE = "tenant_name";
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9.-]+");
  private static final Pattern ALL = Pattern.compile(SYNTAX);
  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private TenantName(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it violates one of the rules above, is {@code system} or is a
   *     UUID
   */
  public static TenantName of(String raw) {
    String value = Texts.singleLine(TYPE, raw, MAX_LENGTH);
    if (!CHARACTERS.matcher(value).matches()) {
      throw new InvalidValueException(TYPE, "characters");
    }
    if (!ALL.matcher(value).matches()) {
      throw new InvalidValueException(TYPE, "ends");
    }
    if (value.equalsIgnoreCase(RESERVED)) {
      throw new InvalidValueException(TYPE, "reserved");
    }
    if (GUID.matcher(value).matches()) {
      throw new InvalidValueException(TYPE, "uuid");
    }
    return new TenantName(value, true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static TenantName stored(String text) {
    return stored(text, TenantName::of, value -> new TenantName(value, false));
  }

  /** The same for all spellings; unique in the database. */
  public String key() {
    return value().toLowerCase(Locale.ROOT);
  }
}

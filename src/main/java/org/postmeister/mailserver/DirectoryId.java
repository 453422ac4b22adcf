package org.postmeister.mailserver;

import org.postmeister.common.CheckedValue;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TextValue;

/**
 * The directory (tenant) in Microsoft Entra: its ID, a GUID in lower case, or one of its domain
 * names.
 */
public final class DirectoryId extends TextValue {

  private static final String TYPE = "directory_id";

  private DirectoryId(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws InvalidValueException if it is neither
   */
  public static DirectoryId of(String raw) {
    return new DirectoryId(
        Guids.isGuid(raw.strip()) ? Guids.require(TYPE, raw) : domain(raw), true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static DirectoryId stored(String text) {
    return stored(text, DirectoryId::of, value -> new DirectoryId(value, false));
  }

  private static String domain(String text) {
    HostName name;
    try {
      name = HostName.of(text);
    } catch (InvalidValueException e) {
      throw new InvalidValueException(TYPE, "neither_guid_nor_domain");
    }
    if (name.isAddress() || name.ascii().indexOf('.') < 0) {
      throw new InvalidValueException(TYPE, "neither_guid_nor_domain");
    }
    return name.ascii();
  }
}

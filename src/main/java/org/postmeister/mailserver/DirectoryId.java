package org.postmeister.mailserver;

import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;

/**
 * The directory (tenant) of Microsoft Entra: its id, or one of its domain names.
 *
 * @param value a GUID in lower case or a domain name
 */
public record DirectoryId(String value) {

  private static final String TYPE = "directory_id";

  /**
   * @throws InvalidValueException if it is neither
   */
  public DirectoryId {
    value = Guids.isGuid(value.strip()) ? Guids.require(TYPE, value) : domain(value);
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

  @Override
  public String toString() {
    return value;
  }
}

package org.postmeister.mailserver;

import org.postmeister.common.InvalidValueException;

/**
 * The application (client) id of an app registration.
 *
 * @param value a GUID in lower case
 */
public record ApplicationId(String value) {

  /**
   * @throws InvalidValueException if it is no GUID
   */
  public ApplicationId {
    value = Guids.require("application_id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

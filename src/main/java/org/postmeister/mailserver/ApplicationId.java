package org.postmeister.mailserver;

import org.postmeister.common.CheckedValue;
import org.postmeister.common.TextValue;

/** The application (client) ID of an app registration: a GUID in lower case. */
public final class ApplicationId extends TextValue {

  private ApplicationId(String value, boolean valid) {
    super(value, valid);
  }

  /**
   * @throws org.postmeister.common.InvalidValueException if it is not a GUID
   */
  public static ApplicationId of(String raw) {
    return new ApplicationId(Guids.require("application_id", raw), true);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static ApplicationId stored(String text) {
    return stored(text, ApplicationId::of, value -> new ApplicationId(value, false));
  }
}

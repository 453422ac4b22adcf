package org.postmeister.common.ui;

import java.time.ZoneId;
import java.util.Optional;

/** The time zone that the signed-in person has chosen; implemented by the module of accounts. */
public interface PersonalTimeZone {

  /** Empty if nobody is signed in, or the browser's is to be used. */
  Optional<ZoneId> chosen();
}

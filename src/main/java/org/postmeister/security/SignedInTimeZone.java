package org.postmeister.security;

import java.time.ZoneId;
import java.util.Optional;
import org.postmeister.common.ui.PersonalTimeZone;
import org.springframework.stereotype.Component;

/** The time zone of who is signed in. */
@Component
class SignedInTimeZone implements PersonalTimeZone {

  private final CurrentUser currentUser;

  SignedInTimeZone(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  @Override
  public Optional<ZoneId> chosen() {
    return currentUser.find().flatMap(SignedInUser::timeZone);
  }
}

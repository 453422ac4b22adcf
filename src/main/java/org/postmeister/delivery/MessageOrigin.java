package org.postmeister.delivery;

import org.jspecify.annotations.Nullable;
import org.postmeister.security.RequestDetails;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * How a message came.
 *
 * @param client address that it came from, null if it is Postmeister's own
 */
public record MessageOrigin(Via via, @Nullable String client) {

  /** How somebody submits a message. */
  public enum Via {
    API,
    SMTP,
    /** Because of what somebody did in the console, or Postmeister by itself. */
    CONSOLE
  }

  /** Of what is submitted on this thread. */
  public static MessageOrigin current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getDetails() instanceof RequestDetails from)) {
      return new MessageOrigin(Via.CONSOLE, null);
    }
    Via via =
        switch (from.door()) {
          case CONSOLE -> Via.CONSOLE;
          case API -> Via.API;
          case SMTP -> Via.SMTP;
        };
    return new MessageOrigin(via, from.getRemoteAddress());
  }
}

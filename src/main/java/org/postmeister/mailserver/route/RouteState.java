package org.postmeister.mailserver.route;

import java.util.Optional;

/** A mail route in a word: via what, or why there is none. */
public enum RouteState {
  TENANT(MailRoute.Via.TENANT),
  SYSTEM(MailRoute.Via.SYSTEM),
  SYSTEM_MAIL_OFF(MailRoute.Via.NONE),
  TENANT_INACTIVE(MailRoute.Via.NONE),
  NO_SERVER_FOR_TENANT(MailRoute.Via.NONE);

  private final MailRoute.Via via;

  RouteState(MailRoute.Via via) {
    this.via = via;
  }

  public MailRoute.Via via() {
    return via;
  }

  public static RouteState of(MailRouteRule.Decision decision) {
    return valueOf(Optional.<Enum<?>>ofNullable(decision.reason()).orElse(decision.via()).name());
  }
}

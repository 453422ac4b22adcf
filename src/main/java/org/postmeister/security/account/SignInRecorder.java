package org.postmeister.security.account;

import java.time.Clock;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.SignedInUser;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/** Notes when somebody signs in to the console; programs sign in with every request. */
@Component
class SignInRecorder {

  private final Accounts accounts;
  private final Clock clock;

  SignInRecorder(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @EventListener
  void on(InteractiveAuthenticationSuccessEvent event) {
    if (event.getAuthentication().getPrincipal() instanceof SignedInUser user && !user.isToken()) {
      accounts.rememberSignIn(user.accountId(), UtcTime.toColumn(clock.instant()));
    }
  }
}

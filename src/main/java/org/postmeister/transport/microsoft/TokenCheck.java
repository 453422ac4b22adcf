package org.postmeister.transport.microsoft;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** The first steps of a test mail that needs an access token. */
@Component
public class TokenCheck {

  /** The steps that it runs. */
  public static final List<SendStep> STEPS = List.of(SendStep.TOKEN, SendStep.PERMISSIONS);

  private final Clock clock;

  TokenCheck(Clock clock) {
    this.clock = clock;
  }

  /**
   * Requests a token, bypassing the cache, and checks the permissions in it. A missing one is only
   * a warning: Exchange can allow what the directory does not show.
   *
   * @param wanted permission without which mail can probably not be sent
   * @throws MicrosoftException if there is no token; the step TOKEN is running then
   */
  public AccessToken run(TokenSource source, String wanted, SendProgress progress)
      throws MicrosoftException, InterruptedException {
    progress.begin(SendStep.TOKEN);
    AccessToken token = source.fresh();
    long minutes = Duration.between(clock.instant(), token.expiresAt()).toMinutes();
    progress.ok(detail("check.token", minutes));
    progress.begin(SendStep.PERMISSIONS);
    Optional<Set<String>> roles = token.roles();
    if (roles.isEmpty()) {
      progress.warn(detail("check.permissions.unknown"));
    } else if (!roles.get().contains(wanted)) {
      progress.warn(
          detail(
              "check.permissions.missing",
              wanted,
              roles.get().isEmpty() ? "–" : String.join(", ", roles.get())));
    } else {
      progress.ok(detail("check.permissions", String.join(", ", roles.get())));
    }
    return token;
  }

  private static MessageSourceResolvable detail(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }
}

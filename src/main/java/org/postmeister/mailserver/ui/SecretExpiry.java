package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.UI;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.AppRegistration;

/** Shows when a client secret or a certificate should be replaced. */
public final class SecretExpiry {

  private SecretExpiry() {}

  /**
   * The warning in words.
   *
   * @param registration null if the server has none
   * @return empty if there is nothing to warn about yet
   */
  public static Optional<String> warning(@Nullable AppRegistration registration, Times times) {
    LocalDate today = times.today();
    if (registration == null
        || registration.secretExpiresOn() == null
        || !registration.secretExpiresSoon(today)) {
      return Optional.empty();
    }
    LocalDate lastDay = registration.secretExpiresOn();
    String what = registration.certificate() == null ? "secret-expiry" : "certificate-expiry";
    String key = what + (registration.secretHasExpired(today) ? ".expired" : ".soon");
    return Optional.of(
        UI.getCurrent()
            .getTranslation(key, times.day(lastDay), ChronoUnit.DAYS.between(today, lastDay)));
  }
}

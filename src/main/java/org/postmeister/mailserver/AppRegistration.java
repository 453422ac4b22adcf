package org.postmeister.mailserver;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CalendarDate;

/**
 * An application registered in Microsoft Entra that identifies itself with a client secret or a
 * certificate. What is null is not entered yet.
 *
 * @param secretExpiresOn the last day on which the secret is valid, as Microsoft shows it; null if
 *     nobody entered it. With a certificate, its own last day
 * @param certificate null with a client secret
 */
public record AppRegistration(
    MicrosoftCloud cloud,
    @Nullable DirectoryId directoryId,
    @Nullable ApplicationId applicationId,
    @Nullable LocalDate secretExpiresOn,
    @Nullable ClientCertificate certificate) {

  private static final Period WARNING = Period.ofDays(30);

  /**
   * @throws org.postmeister.common.InvalidValueException if the date is out of range
   */
  public AppRegistration {
    if (certificate != null) {
      secretExpiresOn = certificate.lastDay();
    } else if (secretExpiresOn != null) {
      CalendarDate.check(secretExpiresOn);
    }
  }

  /** With a client secret. */
  public AppRegistration(
      MicrosoftCloud cloud,
      @Nullable DirectoryId directoryId,
      @Nullable ApplicationId applicationId,
      @Nullable LocalDate secretExpiresOn) {
    this(cloud, directoryId, applicationId, secretExpiresOn, null);
  }

  /** The field of the secret, as the HTTP API names it. */
  String secretField() {
    return certificate == null ? "clientSecret" : "certificate";
  }

  /** Whether the secret should be replaced: its last day is near or past. */
  public boolean secretExpiresSoon(LocalDate today) {
    return secretExpiresOn != null && secretExpiresOn.isBefore(firstWithoutWarning(today));
  }

  /** Secrets that expire before this day are warned about: 30 days ahead. */
  public static LocalDate firstWithoutWarning(LocalDate today) {
    return today.plus(WARNING).plusDays(1);
  }

  /** Whether the secret's last day is past. */
  public boolean secretHasExpired(LocalDate today) {
    return secretExpiresOn != null && secretExpiresOn.isBefore(today);
  }

  /** The same without what does not affect who gets to see the secret. */
  AppRegistration destination() {
    return new AppRegistration(cloud, directoryId, applicationId, null);
  }
}

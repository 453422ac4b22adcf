package org.postmeister.transport.microsoft;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;

/**
 * What refusals of Microsoft Entra mean to the person who has to act on them. Codes as in
 * "Microsoft Entra authentication and authorization error codes".
 */
final class EntraFailures {

  private static final Pattern AADSTS = Pattern.compile("AADSTS(\\d+)");
  private static final Duration WITHOUT_RETRY_AFTER = Duration.ofMinutes(1);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("7000215", "entra_wrong_secret"),
          Map.entry("7000222", "entra_secret_expired"),
          Map.entry("700016", "entra_unknown_application"),
          Map.entry("90002", "entra_unknown_directory"),
          Map.entry("900023", "entra_unknown_directory"),
          Map.entry("7000112", "entra_application_disabled"),
          Map.entry("7000229", "entra_application_not_in_directory"),
          Map.entry("500011", "entra_no_such_service"),
          Map.entry("53003", "entra_blocked_by_policy"),
          Map.entry("700027", "entra_unknown_certificate"),
          Map.entry("7000214", "entra_unknown_certificate"),
          Map.entry("1000502", "entra_unknown_certificate"),
          Map.entry("700024", "entra_clock"));

  private EntraFailures() {}

  /**
   * @param failure as thrown by MSAL
   * @param service as people know it
   * @param seconds of the timeout
   */
  static MicrosoftFailure classify(
      Throwable failure,
      AppRegistration registration,
      String service,
      long seconds,
      Redaction secrets) {
    RefusedByMicrosoftException refused =
        NetworkFault.causeOf(failure, RefusedByMicrosoftException.class);
    if (refused != null && refused.isFromMicrosoft()) {
      return refused(refused, registration, service, secrets);
    }
    MicrosoftFailure network = NetworkFailures.of(failure, service, seconds, secrets);
    return network == null
        ? MicrosoftFailure.of(
            "entra_unknown",
            null,
            failure.getClass().getSimpleName(),
            NetworkFault.shorten(secrets.hide(String.valueOf(failure.getMessage()))),
            "–")
        : network;
  }

  private static MicrosoftFailure refused(
      RefusedByMicrosoftException refused,
      AppRegistration registration,
      String service,
      Redaction secrets) {
    String reply = secrets.hide(refused.reply());
    Duration retryAfter = refused.retryAfter();
    if (refused.status() == TOO_MANY_REQUESTS) {
      Duration wait = retryAfter == null ? WITHOUT_RETRY_AFTER : retryAfter;
      return new MicrosoftFailure(
          "entra_throttled", List.of(service, Long.toString(wait.toSeconds())), reply, wait);
    }
    Matcher number = AADSTS.matcher(refused.text());
    String aadsts = number.find() ? number.group(1) : null;
    String known = aadsts == null ? null : CODES.get(aadsts);
    if (known != null) {
      return MicrosoftFailure.of(
          known,
          reply,
          String.valueOf(registration.directoryId()),
          String.valueOf(registration.applicationId()));
    }
    if (refused.status() >= SERVER_ERROR) {
      return new MicrosoftFailure(
          "microsoft_unavailable",
          List.of(service, Integer.toString(refused.status())),
          reply,
          retryAfter);
    }
    return MicrosoftFailure.of(
        "entra_unknown",
        reply,
        aadsts == null ? refused.code() : "AADSTS" + aadsts,
        secrets.hide(refused.text()),
        refused.requestId() == null ? "–" : refused.requestId());
  }
}

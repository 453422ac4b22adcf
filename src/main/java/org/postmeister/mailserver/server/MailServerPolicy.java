package org.postmeister.mailserver.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;

/** The rules for the settings of a mail server, in the order in which violations are reported. */
public final class MailServerPolicy {

  private MailServerPolicy() {}

  /**
   * Checks a draft against the platform's version and what is stored.
   *
   * @throws org.postmeister.platform.FeatureNotAvailableException if the version lacks something it
   *     uses
   * @throws SecretRequiredException if the stored secret is not valid for the destination
   * @throws ValidationFailedException if fields are missing or do not belong together
   */
  public static void check(MailServerDraft draft, MailServer stored, PlatformVersion version) {
    check(draft, stored, version, null);
  }

  /**
   * Checks a tenant's draft, whose server must also be publicly reachable.
   *
   * @param egress null for the system, which is exempt
   */
  public static void check(
      MailServerDraft draft,
      MailServer stored,
      PlatformVersion version,
      @Nullable EgressPolicy egress) {
    FieldNames names = new FieldNames(version);
    throwIfGated(draft.settings(), version, names);
    throwIfSecretIsForAnotherDestination(draft, stored, names);
    List<FieldViolation> violations = new ArrayList<>(misplaced(draft.settings()));
    if (egress != null) {
      violations.addAll(egress.check(draft.settings()));
    }
    if (draft.settings().enabled()) {
      violations.addAll(missing(draft.settings(), secretAfter(draft, stored), names));
    }
    ValidationFailedException.throwIfAny(violations);
  }

  /** All stored features that the version lacks. */
  static List<Feature> strandedBy(PlatformVersion version, MailServerSettings settings) {
    return used(settings).stream().filter(feature -> !feature.existsIn(version)).toList();
  }

  /** Whether mail could be sent through the server. */
  public static boolean isUsable(MailServer server) {
    FieldNames names = new FieldNames(PlatformVersion.of("7.3.0"));
    return server.settings().enabled()
        && missing(server.settings(), server.secretStored(), names).isEmpty();
  }

  private static void throwIfGated(
      MailServerSettings settings, PlatformVersion version, FieldNames names) {
    for (Feature feature : used(settings)) {
      FeaturePolicy.require(feature, version, names.of(feature));
    }
  }

  private static List<Feature> used(MailServerSettings settings) {
    List<Feature> used = new ArrayList<>();
    if (settings.utf8Headers()) {
      used.add(Feature.UTF8_HEADERS);
    }
    settings.authentication().mode().feature().ifPresent(used::add);
    return used;
  }

  private static void throwIfSecretIsForAnotherDestination(
      MailServerDraft draft, MailServer stored, FieldNames names) {
    String field = draft.settings().authentication().secretField();
    if (field != null
        && draft.secret() == null
        && stored.secretStored()
        && !staysHere(draft.settings(), stored.settings())
        && !(draft.settings().destination().equals(stored.settings().destination())
            && Objects.equals(certificate(draft.settings()), certificate(stored.settings())))) {
      throw new SecretRequiredException(names.login(field));
    }
  }

  // With Microsoft Graph, of a private key only its signatures are sent.
  private static boolean staysHere(MailServerSettings draft, MailServerSettings stored) {
    return draft.authentication().mode() == AuthenticationMode.MICROSOFT_GRAPH
        && stored.authentication().mode() == AuthenticationMode.MICROSOFT_GRAPH
        && certificate(draft) != null
        && Objects.equals(certificate(draft), certificate(stored));
  }

  // A private key belongs to one certificate.
  private static @Nullable ClientCertificate certificate(MailServerSettings settings) {
    AppRegistration registration = settings.authentication().registration();
    return registration == null ? null : registration.certificate();
  }

  private static List<FieldViolation> misplaced(MailServerSettings settings) {
    List<FieldViolation> violations = new ArrayList<>();
    if (settings.authentication().mode().usesSmtp()) {
      require(violations, "port", settings.port());
      require(violations, "encryption", settings.encryption());
    } else {
      MailServerField.ALL.stream()
          .filter(field -> field.isOnlyForSmtp() && settings.get(field) != null)
          .map(field -> FieldViolation.of(field.name(), "not_with_microsoft_graph"))
          .forEach(violations::add);
    }
    AuthenticationMode mode = settings.authentication().mode();
    if (mode.usesSmtp() && mode.hasAccessToken() && settings.encryption() == Encryption.NONE) {
      // Whoever obtains an access token can use it (RFC 6750, section 5.3).
      violations.add(FieldViolation.of("encryption", "required_for_access_token"));
    }
    if (settings.get(MailServerField.TRUSTED_CERTIFICATES) != null
        && settings.encryption() == Encryption.NONE) {
      violations.add(FieldViolation.of("trustedCertificates", "only_with_encryption"));
    }
    if (!settings.utf8Headers()) {
      MailServerField.ALL.stream()
          .filter(field ->
              settings.get(field) instanceof EmailAddress address && address.needsSmtpUtf8())
          .map(field -> FieldViolation.of(field.name(), "needs_utf8_headers"))
          .forEach(violations::add);
    }
    return violations;
  }

  private static List<FieldViolation> missing(
      MailServerSettings settings, boolean secret, FieldNames names) {
    List<FieldViolation> violations = new ArrayList<>();
    Authentication authentication = settings.authentication();
    if (authentication.mode().usesSmtp()) {
      require(violations, "host", settings.host());
    }
    if (authentication.mode().hasUsername()) {
      require(violations, names.login("username"), authentication.username());
    }
    if (authentication instanceof Authentication.GoogleServiceAccount google) {
      require(violations, names.login("user"), google.user());
    }
    AppRegistration registration = authentication.registration();
    if (registration != null) {
      require(violations, names.login("directoryId"), registration.directoryId());
      require(violations, names.login("applicationId"), registration.applicationId());
    }
    String secretField = authentication.secretField();
    if (secretField != null && !secret) {
      violations.add(FieldViolation.of(names.login(secretField), "required"));
    }
    require(violations, "senderAddress", settings.senderAddress());
    // A stored value that today's rules refuse must not be used as a destination.
    settings
        .invalidFields(names.login(""))
        .forEach(field -> violations.add(FieldViolation.of(field, "no_longer_valid")));
    return violations;
  }

  private static void require(
      List<FieldViolation> violations, String field, @Nullable Object value) {
    if (value == null) {
      violations.add(FieldViolation.of(field, "required"));
    }
  }

  private static boolean secretAfter(MailServerDraft draft, MailServer stored) {
    return draft.secret() != null || stored.secretStored();
  }

  /** The names of fields as the HTTP API has them for this version of the platform. */
  private record FieldNames(PlatformVersion version) {

    String login(String field) {
      return Feature.AUTHENTICATION_MODE.existsIn(version) ? "authentication." + field : field;
    }

    String of(Feature feature) {
      return feature == Feature.UTF8_HEADERS ? "utf8Headers" : "authentication.mode";
    }
  }
}

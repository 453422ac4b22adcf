package org.postmeister.mailserver.rest;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CalendarDate;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.common.error.FieldReader;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.GoogleServiceAccountKey;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.rest.MailServerJson.AuthenticationJson;
import org.postmeister.mailserver.rest.MailServerJson.CertificateJson;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.secret.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a mail server in the shape that the platform's version has. What is missing gets its
 * default.
 */
final class MailServerReader {

  private final FieldReader fields = new FieldReader();
  private final PlatformVersion version;
  private final ClientCertificateFactory certificates;

  MailServerReader(PlatformVersion version, ClientCertificateFactory certificates) {
    this.version = version;
    this.certificates = certificates;
  }

  /**
   * @throws org.postmeister.common.error.ValidationFailedException with every invalid field
   */
  MailServerDraft read(MailServerJson json) {
    throwIfShapeOfOtherVersion(json);
    AuthenticationJson login =
        json.authentication() != null ? json.authentication() : beforeModes(json);
    String prefix = Feature.AUTHENTICATION_MODE.existsIn(version) ? "authentication." : "";
    GivenCertificate certificate = certificate(login, prefix);
    Authentication authentication = authentication(login, certificate, prefix);
    MailServerSettings settings = MailServerSettings.of(authentication);
    for (MailServerField<?> field : MailServerField.ALL) {
      settings = with(settings, field, json.value(field));
    }
    if (authentication.mode().usesSmtp()) {
      settings = settings.withSmtpDefaults();
    }
    Secret secret = secret(login, authentication, prefix);
    if (certificate != null) {
      secret = certificate.key();
    }
    fields.finish();
    return new MailServerDraft(settings, secret);
  }

  private <T> MailServerSettings with(
      MailServerSettings settings, MailServerField<T> field, @Nullable Object value) {
    return settings.with(field, fields.read(field.name(), text(value), field::read));
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list when list.isEmpty() -> null;
      case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining("\n"));
      default -> value.toString();
    };
  }

  private void throwIfShapeOfOtherVersion(MailServerJson json) {
    if (json.authentication() != null) {
      FeaturePolicy.require(Feature.AUTHENTICATION_MODE, version, "authentication");
    }
    throwIfBeforeModes("loginRequired", json.loginRequired());
    throwIfBeforeModes("username", json.username());
    throwIfBeforeModes("password", json.password());
  }

  private void throwIfBeforeModes(String field, @Nullable Object value) {
    if (value != null) {
      FeaturePolicy.require(Feature.LOGIN_REQUIRED, version, field);
    }
  }

  private static AuthenticationJson beforeModes(MailServerJson json) {
    AuthenticationMode mode =
        Boolean.TRUE.equals(json.loginRequired())
            ? AuthenticationMode.USERNAME_PASSWORD
            : AuthenticationMode.NONE;
    return new AuthenticationJson(
        mode.name(),
        json.username(),
        json.password(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private @Nullable GivenCertificate certificate(AuthenticationJson login, String prefix) {
    CertificateJson json = login.certificate();
    return json == null
        ? null
        : fields.read(
            prefix + "certificate", "", nothing -> GivenCertificate.of(json, certificates));
  }

  private Authentication authentication(
      AuthenticationJson json, @Nullable GivenCertificate certificate, String prefix) {
    AuthenticationMode given = fields.read(prefix + "mode", json.mode(), AuthenticationMode::of);
    AuthenticationMode mode = given == null ? AuthenticationMode.NONE : given;
    if (!mode.hasUsername()) {
      refuse(prefix, "username", json.username());
    }
    if (!mode.hasRegistration()) {
      refuse(prefix, "cloud", json.cloud());
      refuse(prefix, "directoryId", json.directoryId());
      refuse(prefix, "applicationId", json.applicationId());
      refuse(prefix, "clientSecretExpiresOn", json.clientSecretExpiresOn());
      if (certificate != null) {
        fields.refuse(prefix + "certificate", "not_with_this_authentication");
      }
    }
    if (mode != AuthenticationMode.GOOGLE_SERVICE_ACCOUNT) {
      refuse(prefix, "user", json.user());
    }
    return switch (mode) {
      case NONE -> new Authentication.None();
      case USERNAME_PASSWORD -> new Authentication.UsernamePassword(username(json, prefix));
      case GOOGLE_SERVICE_ACCOUNT ->
          new Authentication.GoogleServiceAccount(
              fields.read(prefix + "user", json.user(), EmailAddress::of));
      case MICROSOFT_GRAPH ->
          new Authentication.MicrosoftGraph(registration(json, certificate, prefix));
      case SMTP_OAUTH2 ->
          new Authentication.SmtpOauth2(
              username(json, prefix), registration(json, certificate, prefix));
    };
  }

  private @Nullable Username username(AuthenticationJson json, String prefix) {
    return fields.read(prefix + "username", json.username(), Username::of);
  }

  private AppRegistration registration(
      AuthenticationJson json, @Nullable GivenCertificate certificate, String prefix) {
    MicrosoftCloud cloud = fields.read(prefix + "cloud", json.cloud(), MicrosoftCloud::of);
    return new AppRegistration(
        cloud == null ? MicrosoftCloud.GLOBAL : cloud,
        fields.read(prefix + "directoryId", json.directoryId(), DirectoryId::of),
        fields.read(prefix + "applicationId", json.applicationId(), ApplicationId::of),
        fields.read(
            prefix + "clientSecretExpiresOn", json.clientSecretExpiresOn(), CalendarDate::of),
        certificate == null ? null : certificate.certificate());
  }

  private @Nullable Secret secret(
      AuthenticationJson json, Authentication authentication, String prefix) {
    String wanted = authentication.secretField();
    if (!"password".equals(wanted)) {
      refuse(prefix, "password", json.password());
    }
    if (!"clientSecret".equals(wanted)) {
      refuse(prefix, "clientSecret", json.clientSecret());
    }
    if (!"key".equals(wanted)) {
      refuse(prefix, "key", json.key() == null ? null : "");
    } else {
      return fields.read(prefix + "key", asText(json.key()), GoogleServiceAccountKey::of);
    }
    if (wanted == null || wanted.equals("certificate")) {
      return null;
    }
    String given = wanted.equals("password") ? json.password() : json.clientSecret();
    return fields.read(prefix + wanted, given, Secret::of);
  }

  // The file, or its content.
  private static @Nullable String asText(@Nullable Object key) {
    return key == null || key instanceof String
        ? (String) key
        : new JsonMapper().writeValueAsString(key);
  }

  private void refuse(String prefix, String field, @Nullable String value) {
    if (value != null) {
      fields.refuse(prefix + field, "not_with_this_authentication");
    }
  }
}

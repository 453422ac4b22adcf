package org.postmeister.mailserver.rest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.rest.MailServerJson.AuthenticationJson;
import org.postmeister.mailserver.rest.MailServerJson.CertificateJson;
import org.postmeister.mailserver.rest.MailServerJson.HealthJson;
import org.postmeister.mailserver.rest.MailServerJson.LearnedJson;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;
import org.springframework.context.MessageSource;

/** Writes a mail server in the shape that the platform's version has. */
final class MailServerWriter {

  private MailServerWriter() {}

  /**
   * @param health null if it is not requested
   */
  static MailServerJson write(
      MailServer server, PlatformVersion version, @Nullable HealthJson health) {
    MailServerSettings settings = server.settings();
    boolean modes = Feature.AUTHENTICATION_MODE.existsIn(version);
    boolean login = settings.authentication() instanceof Authentication.UsernamePassword;
    return new MailServerJson(
        fields(settings, version),
        modes ? authentication(server) : null,
        modes ? null : login,
        modes ? null : text(settings.authentication().username()),
        null,
        (modes || !login) ? null : server.secretStored(),
        settings.invalidFields(modes ? "authentication." : ""),
        health);
  }

  // What is not entered is left out, except inside other objects.
  private static Map<String, @Nullable Object> fields(
      MailServerSettings settings, PlatformVersion version) {
    Map<String, @Nullable Object> top = new LinkedHashMap<>();
    Map<String, Map<String, @Nullable Object>> groups = new LinkedHashMap<>();
    for (MailServerField<?> field : MailServerField.ALL) {
      Object plain = settings.plain(field);
      if (field.isNested()) {
        groups
            .computeIfAbsent(field.group(), group -> new LinkedHashMap<>())
            .put(field.simpleName(), plain);
      } else if (plain != null || field.kind() == MailServerField.Kind.FLAG) {
        top.put(field.name(), plain == null ? false : json(field, plain));
      }
    }
    if (!Feature.UTF8_HEADERS.existsIn(version)) {
      top.remove(MailServerField.UTF8_HEADERS.name());
    }
    top.putAll(groups);
    return top;
  }

  private static Object json(MailServerField<?> field, Object plain) {
    return field.kind() == MailServerField.Kind.LIST ? ((String) plain).lines().toList() : plain;
  }

  static HealthJson health(ServerState state, MessageSource messages, Locale locale) {
    ServerState.Learned learned = state.learned();
    return new HealthJson(
        state.kind().name(),
        text(state.since()),
        text(state.until()),
        TestMailJson.failure(state.failure(), messages, locale),
        new LearnedJson(
            learned.connections(),
            learned.messagesPerConnection(),
            learned.perMinute(),
            learned.pipelining(),
            learned.reason()));
  }

  private static AuthenticationJson authentication(MailServer server) {
    Authentication authentication = server.settings().authentication();
    AppRegistration registration = authentication.registration();
    boolean google = authentication instanceof Authentication.GoogleServiceAccount;
    boolean password = authentication instanceof Authentication.UsernamePassword;
    return new AuthenticationJson(
        authentication.mode().name(),
        google ? null : text(authentication.username()),
        null,
        password ? server.secretStored() : null,
        registration == null ? null : registration.cloud().name(),
        registration == null ? null : text(registration.directoryId()),
        registration == null ? null : text(registration.applicationId()),
        null,
        registration == null ? null : text(registration.secretExpiresOn()),
        registration == null ? null : server.secretStored() && registration.certificate() == null,
        registration == null ? null : certificate(registration.certificate()),
        google ? text(authentication.username()) : null,
        null,
        google ? server.secretStored() : null);
  }

  private static @Nullable CertificateJson certificate(@Nullable ClientCertificate certificate) {
    return certificate == null
        ? null
        : new CertificateJson(
            null,
            certificate.pem(),
            null,
            null,
            certificate.thumbprint(),
            certificate.isValid() ? certificate.x509().getNotAfter().toInstant().toString() : null);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}

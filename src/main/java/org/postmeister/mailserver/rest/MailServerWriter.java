package org.postmeister.mailserver.rest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;
import org.postmeister.common.Seconds;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MailServerTimeouts;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.mailserver.rest.MailServerJson.AuthenticationJson;
import org.postmeister.mailserver.rest.MailServerJson.CertificateJson;
import org.postmeister.mailserver.rest.MailServerJson.HealthJson;
import org.postmeister.mailserver.rest.MailServerJson.LearnedJson;
import org.postmeister.mailserver.rest.MailServerJson.LimitsJson;
import org.postmeister.mailserver.rest.MailServerJson.TimeoutsJson;
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
        settings.enabled(),
        text(settings.host()),
        settings.port() == null ? null : settings.port().value(),
        text(settings.encryption()),
        text(settings.senderAddress()),
        text(settings.senderName()),
        Feature.UTF8_HEADERS.existsIn(version) ? settings.utf8Headers() : null,
        modes ? authentication(server) : null,
        limits(settings.limits()),
        text(settings.options().greetingName()),
        text(settings.options().replyTo()),
        text(settings.options().envelopeSender()),
        pem(settings.options().trustedCertificates()),
        timeouts(settings.options().timeouts()),
        modes ? null : login,
        modes ? null : text(settings.authentication().username()),
        null,
        (modes || !login) ? null : server.secretStored(),
        settings.invalidFields(modes ? "authentication." : ""),
        health);
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

  static LimitsJson limits(MailServerLimits limits) {
    return new LimitsJson(
        number(limits.connections()),
        number(limits.perMinute()),
        number(limits.perHour()),
        number(limits.perDay()));
  }

  private static @Nullable String pem(@Nullable TrustedCertificates certificates) {
    return certificates == null ? null : certificates.pem();
  }

  private static @Nullable TimeoutsJson timeouts(MailServerTimeouts timeouts) {
    return timeouts.equals(MailServerTimeouts.USUAL)
        ? null
        : new TimeoutsJson(
            number(timeouts.connect()), number(timeouts.answer()), number(timeouts.message()));
  }

  private static @Nullable Integer number(@Nullable Seconds seconds) {
    return seconds == null ? null : seconds.value();
  }

  private static @Nullable Integer number(@Nullable Limit limit) {
    return limit == null ? null : limit.value();
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

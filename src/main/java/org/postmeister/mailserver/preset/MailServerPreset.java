package org.postmeister.mailserver.preset;

import static org.postmeister.mailserver.AuthenticationMode.GOOGLE_SERVICE_ACCOUNT;
import static org.postmeister.mailserver.AuthenticationMode.MICROSOFT_GRAPH;
import static org.postmeister.mailserver.AuthenticationMode.NONE;
import static org.postmeister.mailserver.AuthenticationMode.SMTP_OAUTH2;
import static org.postmeister.mailserver.AuthenticationMode.USERNAME_PASSWORD;
import static org.postmeister.mailserver.Encryption.STARTTLS;
import static org.postmeister.mailserver.Encryption.TLS;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.common.Limit;
import org.postmeister.common.Port;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.platform.PlatformVersion;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A provider according to its own documentation: server, how to sign in, and limits if it states
 * any. The texts are {@code MailServerPreset.NAME}, with {@code .hint} and {@code .password}.
 */
public enum MailServerPreset {
  MICROSOFT_365_GRAPH(
      MICROSOFT_GRAPH,
      null,
      null,
      limits(null, 30, 10_000),
      null,
      List.of("mail.protection.outlook.com", "mx.microsoft")),
  MICROSOFT_365_SMTP(
      SMTP_OAUTH2,
      "smtp.office365.com",
      STARTTLS,
      limits(3, 30, 10_000),
      null,
      List.of("mail.protection.outlook.com", "mx.microsoft")),
  GOOGLE_WORKSPACE(
      GOOGLE_SERVICE_ACCOUNT,
      "smtp.gmail.com",
      STARTTLS,
      limits(null, null, 2_000),
      null,
      List.of("google.com", "googlemail.com")),
  GOOGLE_WORKSPACE_RELAY(
      NONE, "smtp-relay.gmail.com", STARTTLS, limits(null, null, 10_000), null, List.of()),
  GMAIL(
      USERNAME_PASSWORD,
      "smtp.gmail.com",
      STARTTLS,
      limits(null, null, 500),
      null,
      List.of("google.com", "googlemail.com")),
  AMAZON_SES(
      USERNAME_PASSWORD,
      "email-smtp.eu-central-1.amazonaws.com",
      STARTTLS,
      MailServerLimits.NONE,
      null,
      List.of("amazonaws.com")),
  IONOS(
      USERNAME_PASSWORD,
      "smtp.ionos.de",
      TLS,
      MailServerLimits.NONE,
      null,
      List.of("kundenserver.de", "ionos.de", "ionos.com", "1and1.com")),
  GMX(USERNAME_PASSWORD, "mail.gmx.net", STARTTLS, MailServerLimits.NONE, null, List.of("gmx.net")),
  STRATO(
      USERNAME_PASSWORD, "smtp.strato.de", TLS, MailServerLimits.NONE, null, List.of("rzone.de")),
  MAILJET(
      USERNAME_PASSWORD,
      "in-v3.mailjet.com",
      STARTTLS,
      MailServerLimits.NONE,
      null,
      List.of("mailjet.com")),
  SENDGRID(
      USERNAME_PASSWORD,
      "smtp.sendgrid.net",
      STARTTLS,
      MailServerLimits.NONE,
      "apikey",
      List.of("sendgrid.net")),
  MAILGUN(
      USERNAME_PASSWORD,
      "smtp.eu.mailgun.org",
      STARTTLS,
      MailServerLimits.NONE,
      null,
      List.of("mailgun.org")),
  POSTMARK(
      USERNAME_PASSWORD,
      "smtp.postmarkapp.com",
      STARTTLS,
      MailServerLimits.NONE,
      null,
      List.of("postmarkapp.com")),
  BREVO(
      USERNAME_PASSWORD,
      "smtp-relay.brevo.com",
      STARTTLS,
      MailServerLimits.NONE,
      null,
      List.of("brevo.com", "sendinblue.com")),
  INFOMANIAK(
      USERNAME_PASSWORD,
      "mail.infomaniak.com",
      TLS,
      MailServerLimits.NONE,
      null,
      List.of("infomaniak.ch", "infomaniak.com")),
  HETZNER(
      USERNAME_PASSWORD,
      "mail.your-server.de",
      TLS,
      MailServerLimits.NONE,
      null,
      List.of("your-server.de"));

  private static final Pattern AMAZON_INBOUND =
      Pattern.compile("inbound-smtp\\.([a-z0-9-]+)\\.amazonaws\\.com");

  private final AuthenticationMode mode;
  private final @Nullable HostName host;
  private final @Nullable Encryption encryption;
  private final MailServerLimits limits;
  private final @Nullable String username;
  private final List<String> domains;

  /**
   * @param username if it is the same for everybody
   * @param domains of the hosts that accept mail for the provider's customers
   */
  MailServerPreset(
      AuthenticationMode mode,
      @Nullable String host,
      @Nullable Encryption encryption,
      MailServerLimits limits,
      @Nullable String username,
      List<String> domains) {
    this.mode = mode;
    this.host = host == null ? null : HostName.of(host);
    this.encryption = encryption;
    this.limits = limits;
    this.username = username;
    this.domains = domains;
  }

  public AuthenticationMode mode() {
    return mode;
  }

  /** Null if there is no SMTP server; the same for port and encryption. */
  public @Nullable HostName host() {
    return host;
  }

  public @Nullable Port port() {
    return encryption == null ? null : encryption.usualPort();
  }

  public @Nullable Encryption encryption() {
    return encryption;
  }

  /** The limits that the provider states. */
  public MailServerLimits limits() {
    return limits;
  }

  /** Null unless it is the same for everybody. */
  public @Nullable String username() {
    return username;
  }

  /** The provider's name. */
  public MessageSourceResolvable title() {
    return text("");
  }

  /** What to know before starting. */
  public MessageSourceResolvable hint() {
    return text(".hint");
  }

  /** What has to be entered as the secret. */
  public MessageSourceResolvable password() {
    return text(".password");
  }

  /** Those that a platform can use, in the order in which to show them. */
  public static List<MailServerPreset> usableIn(PlatformVersion version) {
    return Stream.of(values()).filter(preset -> preset.mode.existsIn(version)).toList();
  }

  /** Those with this server, as somebody types it. */
  public static List<MailServerPreset> ofHost(String host) {
    String typed = host.strip().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(each -> each.host != null && each.matches(typed)).toList();
  }

  /** Those whose customers' mail is accepted by this host, as named in the DNS (MX). */
  public static List<MailServerPreset> ofMailExchanger(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.endsWith(".amazonaws.com")) {
      // Everything that runs there has names like this.
      return AMAZON_INBOUND.matcher(name).matches() ? List.of(AMAZON_SES) : List.of();
    }
    return Stream.of(values())
        .filter(each ->
            each.domains.stream()
                .anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain)))
        .toList();
  }

  /**
   * The server of a customer whose mail is accepted by this host.
   *
   * @return null if there is no SMTP server
   */
  public @Nullable HostName hostBeside(String exchanger) {
    Matcher region = AMAZON_INBOUND.matcher(exchanger.toLowerCase(Locale.ROOT));
    return this == AMAZON_SES && region.matches()
        ? HostName.of("email-smtp." + region.group(1) + ".amazonaws.com")
        : host;
  }

  // Amazon has one per region.
  private boolean matches(String typed) {
    return typed.equals(String.valueOf(host))
        || (this == AMAZON_SES && typed.matches("email-smtp\\.[a-z0-9-]+\\.amazonaws\\.com"));
  }

  private MessageSourceResolvable text(String end) {
    return new DefaultMessageSourceResolvable("MailServerPreset." + name() + end);
  }

  private static MailServerLimits limits(
      @Nullable Integer connections, @Nullable Integer perMinute, @Nullable Integer perDay) {
    return new MailServerLimits(
        connections == null ? null : new Limit(connections),
        perMinute == null ? null : new Limit(perMinute),
        null,
        perDay == null ? null : new Limit(perDay));
  }
}

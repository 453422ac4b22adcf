package org.postmeister.mailserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;

/**
 * The settings of a mail server, without its secret. Null means not entered yet, which is allowed
 * only while the server is disabled, or not applicable to the authentication mode.
 *
 * @param enabled whether mail may be sent through it
 * @param host of the SMTP server; null with Microsoft Graph, like port and encryption
 * @param utf8Headers whether the server supports internationalized addresses (RFC 6531, 6532)
 * @param limits what it may be given at most
 * @param options what only some servers need
 */
public record MailServerSettings(
    boolean enabled,
    @Nullable HostName host,
    @Nullable Port port,
    @Nullable Encryption encryption,
    @Nullable EmailAddress senderAddress,
    @Nullable DisplayName senderName,
    boolean utf8Headers,
    Authentication authentication,
    MailServerLimits limits,
    MailServerOptions options) {

  /** Without limits and options. */
  public MailServerSettings(
      boolean enabled,
      @Nullable HostName host,
      @Nullable Port port,
      @Nullable Encryption encryption,
      @Nullable EmailAddress senderAddress,
      @Nullable DisplayName senderName,
      boolean utf8Headers,
      Authentication authentication) {
    this(
        enabled,
        host,
        port,
        encryption,
        senderAddress,
        senderName,
        utf8Headers,
        authentication,
        MailServerLimits.NONE,
        MailServerOptions.NONE);
  }

  /** For SMTP, if none is entered. */
  public static final Port DEFAULT_PORT = new Port(25);

  /**
   * Where the secret would be sent and for which user; a stored secret is valid for this
   * destination only.
   */
  public Destination destination() {
    return new Destination(
        host, port, encryption, options.trustedCertificates(), authentication.destination());
  }

  /**
   * The fields, as named in the HTTP API, that today's rules would refuse.
   *
   * @param login prefix of the fields for signing in
   */
  public List<String> invalidFields(String login) {
    SequencedMap<String, @Nullable CheckedValue> checked = new LinkedHashMap<>();
    checked.put("host", host);
    checked.put("senderAddress", senderAddress);
    checked.put("senderName", senderName);
    checked.put("greetingName", options.greetingName());
    checked.put("replyTo", options.replyTo());
    checked.put("envelopeSender", options.envelopeSender());
    checked.put("trustedCertificates", options.trustedCertificates());
    if (authentication instanceof Authentication.GoogleServiceAccount google) {
      checked.put(login + "user", google.user());
    } else {
      checked.put(login + "username", authentication.username());
    }
    AppRegistration registration = authentication.registration();
    checked.put(login + "directoryId", registration == null ? null : registration.directoryId());
    checked.put(
        login + "applicationId", registration == null ? null : registration.applicationId());
    checked.put(login + "certificate", registration == null ? null : registration.certificate());
    return checked.entrySet().stream()
        .filter(field -> field.getValue() != null && !field.getValue().isValid())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Whether one of its own addresses requires SMTPUTF8 (RFC 6531).
   *
   * @param withReplyTo whether the reply-to address is added to the message
   */
  public boolean needsSmtpUtf8(boolean withReplyTo) {
    return Stream.of(
            senderAddress, withReplyTo ? options.replyTo() : null, options.envelopeSender())
        .anyMatch(address -> address != null && address.needsSmtpUtf8());
  }

  /** The server as people call it: host and port, or Microsoft Graph. */
  public String serverName() {
    return authentication.mode().usesSmtp() ? address() : "Microsoft Graph";
  }

  private String address() {
    String name = String.valueOf(host);
    return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
  }

  /** Everything that affects who gets to see the secret. */
  public record Destination(
      @Nullable HostName host,
      @Nullable Port port,
      @Nullable Encryption encryption,
      @Nullable TrustedCertificates trustedCertificates,
      Authentication authentication) {}
}

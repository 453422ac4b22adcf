package org.postmeister.mailserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;

/**
 * The settings of a mail server, without its secret: a value for each {@link MailServerField}, and
 * the authentication. Null means not entered yet, which is allowed only while the server is
 * disabled, or not applicable to the authentication mode. Immutable.
 */
public final class MailServerSettings {

  /** For SMTP, if none is entered. */
  public static final Port DEFAULT_PORT = new Port(25);

  private final @Nullable Object[] values;
  private final Authentication authentication;

  private MailServerSettings(@Nullable Object[] values, Authentication authentication) {
    this.values = values;
    this.authentication = authentication;
  }

  /** With nothing else entered. */
  public static MailServerSettings of(Authentication authentication) {
    return new MailServerSettings(new @Nullable Object[MailServerField.ALL.size()], authentication);
  }

  // Only values of its own type are ever put in a field's place.
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(MailServerField<T> field) {
    return (T) values[field.index()];
  }

  /** Text and number as the HTTP API and the database have them; null if nothing is entered. */
  public <T> @Nullable Object plain(MailServerField<T> field) {
    T value = get(field);
    return value == null ? null : field.plain(value);
  }

  /**
   * The same with another value.
   *
   * @param value null, or false of a flag, to clear the field
   */
  public <T> MailServerSettings with(MailServerField<T> field, @Nullable T value) {
    @Nullable Object[] changed = values.clone();
    changed[field.index()] = Boolean.FALSE.equals(value) ? null : value;
    return new MailServerSettings(changed, authentication);
  }

  /** The same with another authentication. */
  public MailServerSettings with(Authentication other) {
    return new MailServerSettings(values, other);
  }

  /** The same with other limits. */
  public MailServerSettings with(MailServerLimits limits) {
    return with(MailServerField.CONNECTIONS, limits.connections())
        .with(MailServerField.PER_MINUTE, limits.perMinute())
        .with(MailServerField.PER_HOUR, limits.perHour())
        .with(MailServerField.PER_DAY, limits.perDay());
  }

  /** The same with the defaults for SMTP, where nothing is entered. */
  public MailServerSettings withSmtpDefaults() {
    return with(MailServerField.PORT, Objects.requireNonNullElse(port(), DEFAULT_PORT))
        .with(
            MailServerField.ENCRYPTION, Objects.requireNonNullElse(encryption(), Encryption.NONE));
  }

  public boolean enabled() {
    return get(MailServerField.ENABLED) != null;
  }

  public @Nullable HostName host() {
    return get(MailServerField.HOST);
  }

  public @Nullable Port port() {
    return get(MailServerField.PORT);
  }

  public @Nullable Encryption encryption() {
    return get(MailServerField.ENCRYPTION);
  }

  public @Nullable EmailAddress senderAddress() {
    return get(MailServerField.SENDER_ADDRESS);
  }

  public @Nullable DisplayName senderName() {
    return get(MailServerField.SENDER_NAME);
  }

  public boolean utf8Headers() {
    return get(MailServerField.UTF8_HEADERS) != null;
  }

  public Authentication authentication() {
    return authentication;
  }

  /** What the server may be given at most. */
  public MailServerLimits limits() {
    return new MailServerLimits(
        get(MailServerField.CONNECTIONS),
        get(MailServerField.PER_MINUTE),
        get(MailServerField.PER_HOUR),
        get(MailServerField.PER_DAY));
  }

  /**
   * Where the secret would be sent and for which user; a stored secret is valid for this
   * destination only.
   */
  public Destination destination() {
    return new Destination(
        host(),
        port(),
        encryption(),
        get(MailServerField.TRUSTED_CERTIFICATES),
        authentication.destination());
  }

  /**
   * The fields, as named in the HTTP API, that today's rules would refuse.
   *
   * @param login prefix of the fields for signing in
   */
  public List<String> invalidFields(String login) {
    List<String> invalid = new ArrayList<>();
    MailServerField.ALL.stream()
        .filter(field -> isInvalid(get(field)))
        .forEach(field -> invalid.add(field.name()));
    SequencedMap<String, @Nullable CheckedValue> checked = new LinkedHashMap<>();
    if (authentication instanceof Authentication.GoogleServiceAccount google) {
      checked.put("user", google.user());
    } else {
      checked.put("username", authentication.username());
    }
    AppRegistration registration = authentication.registration();
    if (registration != null) {
      checked.put("directoryId", registration.directoryId());
      checked.put("applicationId", registration.applicationId());
      checked.put("certificate", registration.certificate());
    }
    checked.entrySet().stream()
        .filter(field -> isInvalid(field.getValue()))
        .forEach(field -> invalid.add(login + field.getKey()));
    return invalid;
  }

  private static boolean isInvalid(@Nullable Object value) {
    return value instanceof CheckedValue checked && !checked.isValid();
  }

  /**
   * Whether one of its own addresses requires SMTPUTF8 (RFC 6531).
   *
   * @param withReplyTo whether the reply-to address is added to the message
   */
  public boolean needsSmtpUtf8(boolean withReplyTo) {
    return Stream.of(
            senderAddress(),
            withReplyTo ? get(MailServerField.REPLY_TO) : null,
            get(MailServerField.ENVELOPE_SENDER))
        .anyMatch(address -> address != null && address.needsSmtpUtf8());
  }

  /** The server as people call it: host and port, or Microsoft Graph. */
  public String serverName() {
    return authentication.mode().usesSmtp() ? address() : "Microsoft Graph";
  }

  private String address() {
    String name = String.valueOf(host());
    return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MailServerSettings that
        && Arrays.equals(values, that.values)
        && authentication.equals(that.authentication);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + authentication.hashCode();
  }

  @Override
  public String toString() {
    return MailServerField.ALL.stream()
        .filter(field -> get(field) != null)
        .map(field -> field + "=" + get(field))
        .collect(Collectors.joining(", ", "[", ", " + authentication + "]"));
  }

  /** Everything that affects who gets to see the secret. */
  public record Destination(
      @Nullable HostName host,
      @Nullable Port port,
      @Nullable Encryption encryption,
      @Nullable TrustedCertificates trustedCertificates,
      Authentication authentication) {}

  /**
   * The address for non-delivery reports.
   *
   * @param from who the message is from
   */
  public EmailAddress envelopeSender(EmailAddress from) {
    EmailAddress set = get(MailServerField.ENVELOPE_SENDER);
    return set == null ? from : set;
  }
}

package org.postmeister.tenantlist;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The columns of import files, in the order in which a preview shows them. Their names are those of
 * the HTTP API, dotted where nested; the names that {@link TenantExport} writes are understood too.
 */
public enum ImportColumn {
  NAME("name", "tenant.name"),
  DISPLAY_NAME("displayName", "tenant.display-name"),
  DESCRIPTION("description", "tenant.description"),
  LANGUAGE("language", "tenant.language"),
  ACTIVE("active", "tenants.column.active", Kind.FLAG),
  SYSTEM_SERVER_ALLOWED("systemServerAllowed", "tenants.column.systemServerAllowed", Kind.FLAG),
  OWN_SERVER_ALLOWED("ownServerAllowed", "tenants.column.ownServerAllowed", Kind.FLAG),
  SUPPORT_ADDRESS("supportAddress", "tenants.column.supportAddress"),
  ADMINISTRATOR_EMAIL("administrator.email", "import.administrator"),
  ADMINISTRATOR_NAME("administrator.name", "tenant.admin-name"),
  ENABLED("mailServer.enabled", "mailserver.enabled", Kind.FLAG),
  HOST("mailServer.host", "mailserver.host"),
  PORT("mailServer.port", "mailserver.port"),
  ENCRYPTION("mailServer.encryption", "mailserver.encryption"),
  SENDER_ADDRESS("mailServer.senderAddress", "mailserver.sender-address"),
  SENDER_NAME("mailServer.senderName", "mailserver.sender-name"),
  UTF8_HEADERS("mailServer.utf8Headers", "mailserver.utf8-headers", Kind.FLAG),
  LOGIN_REQUIRED("mailServer.loginRequired", "mailserver.login-required", Kind.FLAG),
  OLD_USERNAME("mailServer.username", "mailserver.username"),
  OLD_PASSWORD("mailServer.password", "mailserver.password", Kind.SECRET),
  MODE("mailServer.authentication.mode", "mailserver.mode"),
  USERNAME("mailServer.authentication.username", "mailserver.username"),
  PASSWORD("mailServer.authentication.password", "mailserver.password", Kind.SECRET),
  CLOUD("mailServer.authentication.cloud", "mailserver.cloud"),
  DIRECTORY_ID("mailServer.authentication.directoryId", "mailserver.directory-id"),
  APPLICATION_ID("mailServer.authentication.applicationId", "mailserver.application-id"),
  CLIENT_SECRET("mailServer.authentication.clientSecret", "mailserver.client-secret", Kind.SECRET),
  CLIENT_SECRET_EXPIRES_ON(
      "mailServer.authentication.clientSecretExpiresOn", "mailserver.secret-expires-on", Kind.DATE),
  CERTIFICATE("mailServer.authentication.certificate", "mailserver.certificate", Kind.SECRET),
  GOOGLE_USER("mailServer.authentication.user", "mailserver.google-user"),
  GOOGLE_KEY("mailServer.authentication.key", "mailserver.google-key", Kind.SECRET),
  CONNECTIONS("mailServer.limits.connections", "mailserver.limits.connections"),
  PER_MINUTE("mailServer.limits.perMinute", "mailserver.limits.per-minute"),
  PER_HOUR("mailServer.limits.perHour", "mailserver.limits.per-hour"),
  PER_DAY("mailServer.limits.perDay", "mailserver.limits.per-day"),
  REPLY_TO("mailServer.replyTo", "mailserver.reply-to"),
  ENVELOPE_SENDER("mailServer.envelopeSender", "mailserver.envelope-sender"),
  GREETING_NAME("mailServer.greetingName", "mailserver.greeting-name"),
  TRUSTED_CERTIFICATES("mailServer.trustedCertificates", "mailserver.trusted-certificates");

  static final String SERVER = "mailServer.";

  /** Columns of the export that tell something, but cannot be changed by a file. */
  static final Set<String> TOLD =
      Set.of("route", "clientSecretExpiresOn", "lastTestAt", "lastTest");

  private static final Map<String, ImportColumn> OF_EXPORT =
      Map.of("sender", SENDER_ADDRESS, "authentication", MODE);
  // As spreadsheets in German write it.
  private static final Pattern GERMAN_DATE = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");

  /** What a column holds. */
  private enum Kind {
    TEXT,
    FLAG,
    DATE,
    SECRET
  }

  private final String column;
  private final String labelKey;
  private final Kind kind;

  ImportColumn(String column, String labelKey) {
    this(column, labelKey, Kind.TEXT);
  }

  ImportColumn(String column, String labelKey, Kind kind) {
    this.column = column;
    this.labelKey = labelKey;
    this.kind = kind;
  }

  /** As in files. */
  public String column() {
    return column;
  }

  /** Of the message that names it to people. */
  public String labelKey() {
    return labelKey;
  }

  /** Whether its values are never shown. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /** Whether its values are {@code true} and {@code false}. */
  public boolean isFlag() {
    return kind == Kind.FLAG;
  }

  boolean isOfServer() {
    return column.startsWith(SERVER);
  }

  boolean isOfAdministrator() {
    return this == ADMINISTRATOR_EMAIL || this == ADMINISTRATOR_NAME;
  }

  public static Optional<ImportColumn> of(String column) {
    return Stream.of(values()).filter(known -> known.column.equals(column)).findFirst();
  }

  /** The name of a column by the name that a file gives it. */
  static String named(String header) {
    ImportColumn exported = OF_EXPORT.get(header);
    return exported == null ? header : exported.column;
  }

  /** The value as the HTTP API writes it, or what the file has if it cannot be read. */
  String read(String value) {
    return switch (kind) {
      case FLAG -> flag(value);
      case DATE -> date(value);
      case TEXT, SECRET -> value;
    };
  }

  private static String flag(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "ja", "wahr", "1" -> "true";
      case "false", "no", "nein", "falsch", "0" -> "false";
      default -> value;
    };
  }

  private static String date(String value) {
    Matcher german = GERMAN_DATE.matcher(value.strip());
    return german.matches()
        ? "%s-%02d-%02d"
            .formatted(
                german.group(3),
                Integer.parseInt(german.group(2)),
                Integer.parseInt(german.group(1)))
        : value;
  }
}

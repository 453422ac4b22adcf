package org.postmeister.tenantlist;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MicrosoftCloud;

/**
 * The columns of import files, in the order in which a preview shows them. Their names are those of
 * the HTTP API, dotted where nested; the names that {@link TenantExport} writes are understood too.
 */
public final class ImportColumn {

  /** What a column holds. */
  private enum Kind {
    TEXT,
    FLAG,
    DATE,
    SECRET
  }

  static final String SERVER = "mailServer.";

  public static final ImportColumn NAME = column("name", "tenant.name", Kind.TEXT);
  public static final ImportColumn DISPLAY_NAME =
      column("displayName", "tenant.display-name", Kind.TEXT);
  public static final ImportColumn DESCRIPTION =
      column("description", "tenant.description", Kind.TEXT);
  public static final ImportColumn LANGUAGE = column("language", "tenant.language", Kind.TEXT);
  public static final ImportColumn ACTIVE = column("active", "tenants.column.active", Kind.FLAG);
  public static final ImportColumn SYSTEM_SERVER_ALLOWED =
      column("systemServerAllowed", "tenants.column.systemServerAllowed", Kind.FLAG);
  public static final ImportColumn OWN_SERVER_ALLOWED =
      column("ownServerAllowed", "tenants.column.ownServerAllowed", Kind.FLAG);
  public static final ImportColumn ALLOWED_SENDERS =
      column("allowedSenders", "policy.allowed-senders", Kind.TEXT);
  public static final ImportColumn SUPPORT_ADDRESS =
      column("supportAddress", "tenants.column.supportAddress", Kind.TEXT);
  public static final ImportColumn ADMINISTRATOR_EMAIL =
      column("administrator.email", "import.administrator", Kind.TEXT);
  public static final ImportColumn ADMINISTRATOR_NAME =
      column("administrator.name", "tenant.admin-name", Kind.TEXT);

  public static final ImportColumn MODE =
      column("mailServer.authentication.mode", "mailserver.mode", Kind.TEXT);
  public static final ImportColumn CLOUD =
      column("mailServer.authentication.cloud", "mailserver.cloud", Kind.TEXT);

  private static final List<ImportColumn> OF_TENANT =
      List.of(
          NAME,
          DISPLAY_NAME,
          DESCRIPTION,
          LANGUAGE,
          ACTIVE,
          SYSTEM_SERVER_ALLOWED,
          OWN_SERVER_ALLOWED,
          ALLOWED_SENDERS,
          SUPPORT_ADDRESS,
          ADMINISTRATOR_EMAIL,
          ADMINISTRATOR_NAME);

  private static final List<ImportColumn> OF_LOGIN =
      List.of(
          column("mailServer.loginRequired", "mailserver.login-required", Kind.FLAG),
          column("mailServer.username", "mailserver.username", Kind.TEXT),
          column("mailServer.password", "mailserver.password", Kind.SECRET),
          MODE,
          column("mailServer.authentication.username", "mailserver.username", Kind.TEXT),
          column("mailServer.authentication.password", "mailserver.password", Kind.SECRET),
          CLOUD,
          column("mailServer.authentication.directoryId", "mailserver.directory-id", Kind.TEXT),
          column("mailServer.authentication.applicationId", "mailserver.application-id", Kind.TEXT),
          column("mailServer.authentication.clientSecret", "mailserver.client-secret", Kind.SECRET),
          column(
              "mailServer.authentication.clientSecretExpiresOn",
              "mailserver.secret-expires-on",
              Kind.DATE),
          column("mailServer.authentication.certificate", "mailserver.certificate", Kind.SECRET),
          column("mailServer.authentication.user", "mailserver.google-user", Kind.TEXT),
          column("mailServer.authentication.key", "mailserver.google-key", Kind.SECRET));

  private static final List<ImportColumn> ALL =
      Stream.of(
              OF_TENANT.stream(),
              MailServerField.ALL.stream().map(ImportColumn::of),
              OF_LOGIN.stream())
          .flatMap(Function.identity())
          .toList();

  static final ImportColumn HOST = ofServer(MailServerField.HOST);
  static final ImportColumn SENDER_ADDRESS = ofServer(MailServerField.SENDER_ADDRESS);

  /** Columns of the export that tell something, but cannot be changed by a file. */
  static final Set<String> TOLD =
      Set.of("route", "clientSecretExpiresOn", "lastTestAt", "lastTest");

  private static final Map<String, ImportColumn> OF_EXPORT =
      Map.of("sender", SENDER_ADDRESS, "authentication", MODE);
  // As spreadsheets in German write it.
  private static final Pattern GERMAN_DATE = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");

  private final String column;
  private final String labelKey;
  private final Kind kind;

  private final @Nullable MailServerField<?> setting;

  private ImportColumn(
      String column, String labelKey, Kind kind, @Nullable MailServerField<?> setting) {
    this.column = column;
    this.labelKey = labelKey;
    this.kind = kind;
    this.setting = setting;
  }

  private static ImportColumn column(String column, String labelKey, Kind kind) {
    return new ImportColumn(column, labelKey, kind, null);
  }

  private static ImportColumn of(MailServerField<?> setting) {
    Kind kind = setting.kind() == MailServerField.Kind.FLAG ? Kind.FLAG : Kind.TEXT;
    return new ImportColumn(SERVER + setting.name(), setting.labelKey(), kind, setting);
  }

  private static ImportColumn ofServer(MailServerField<?> setting) {
    return of(SERVER + setting.name()).orElseThrow();
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

  /** The constants that it may have; empty if it is no choice. */
  public List<?> choices() {
    if (this == MODE) {
      return List.of(AuthenticationMode.values());
    }
    if (this == CLOUD) {
      return List.of(MicrosoftCloud.values());
    }
    return setting == null ? List.of() : setting.choices();
  }

  boolean isOfServer() {
    return column.startsWith(SERVER);
  }

  boolean isOfAdministrator() {
    return this == ADMINISTRATOR_EMAIL || this == ADMINISTRATOR_NAME;
  }

  /** All of them, in the order of a preview. */
  public static List<ImportColumn> all() {
    return ALL;
  }

  public static Optional<ImportColumn> of(String column) {
    return ALL.stream().filter(known -> known.column.equals(column)).findFirst();
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

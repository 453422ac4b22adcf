package org.postmeister.supportrequest;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Node;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.License;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Collects what support is told about the system. */
@Component
class SystemInformationCollector {

  private static final Logger LOGGER = LoggerFactory.getLogger(SystemInformationCollector.class);

  private static final int MESSAGES = 5;
  private static final long MEBIBYTE = 1024L * 1024;

  private final BuildProperties build;
  private final FeaturePolicy features;
  private final LicensePolicy licenses;
  private final TenantProfiles tenants;
  private final SendingServerResolver servers;
  private final MessageService log;
  private final Node node;
  private final Path dataDirectory;
  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final MessageSource messages;
  private final Clock clock;

  SystemInformationCollector(
      BuildProperties build,
      FeaturePolicy features,
      LicensePolicy licenses,
      TenantProfiles tenants,
      SendingServerResolver servers,
      MessageService log,
      Node node,
      @Value("${postmeister.data-dir}") Path dataDirectory,
      JdbcTemplate jdbc,
      JsonMapper json,
      MessageSource messages,
      Clock clock) {
    this.build = build;
    this.features = features;
    this.licenses = licenses;
    this.tenants = tenants;
    this.servers = servers;
    this.log = log;
    this.node = node;
    this.dataDirectory = dataDirectory;
    this.jdbc = jdbc;
    this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * The current state, for an owner whose messages the caller may see.
   *
   * @param forOwnSupport whether the tenant itself determines the recipient: then it covers only
   *     the tenant, and nothing of the system that others share
   */
  SystemInformation collect(MailOwner owner, boolean forOwnSupport) {
    Tenant tenant =
        owner.tenant().flatMap(one -> tenants.find(List.of(one)).stream().findFirst()).orElse(null);
    return new SystemInformation(
        Stream.<Supplier<SystemInformation.@Nullable Section>>of(
                this::product,
                () -> forOwnSupport ? null : license(),
                () -> tenant(tenant),
                () -> mail(owner),
                () -> messages(owner),
                () -> forOwnSupport ? null : runtime())
            .map(SystemInformationCollector::orNothing)
            .filter(Objects::nonNull)
            .toList());
  }

  // Information that cannot be read must not prevent anybody from asking for help.
  private static SystemInformation.@Nullable Section orNothing(
      Supplier<SystemInformation.@Nullable Section> section) {
    try {
      return section.get();
    } catch (AccessDeniedException e) {
      LOGGER.debug("A program that asks for help may not read all that would be attached", e);
      return null;
    } catch (IllegalArgumentException | IllegalStateException | DataAccessException e) {
      LOGGER.warn("A part of the system information could not be collected", e);
      return null;
    }
  }

  /** The same as files to attach: one for people, one for programs. */
  List<Attachment> files(SystemInformation information, Locale language) {
    return List.of(
        file("system-information.txt", "text/plain", information.toText(messages, language)),
        file(
            "system-information.json",
            "application/json",
            json.writeValueAsString(information.toJson())));
  }

  private static Attachment file(String name, String type, String content) {
    return new Attachment(
        new Attachment.Name(name),
        Attachment.Type.of(type),
        content.getBytes(StandardCharsets.UTF_8));
  }

  private SystemInformation.Section product() {
    return new SystemInformation.Section("product")
        .with("version", build.getVersion())
        .with("platformVersion", features.platformVersion().toString());
  }

  private SystemInformation.Section license() {
    License license = licenses.license();
    return new SystemInformation.Section("license")
        .with("holder", text(license.holder()))
        .with("edition", text(license.edition()))
        .with("validUntil", text(license.validUntil()))
        .with("tenants", tenants.count())
        .with("maxTenants", license.maxTenants());
  }

  private static SystemInformation.@Nullable Section tenant(@Nullable Tenant tenant) {
    return tenant == null
        ? null
        : new SystemInformation.Section("tenant")
            .with("name", tenant.name().value())
            .with("displayName", text(tenant.data().displayName()))
            .with("active", tenant.data().active())
            .with("language", tenant.data().language().toLanguageTag());
  }

  private SystemInformation.Section mail(MailOwner owner) {
    MailRoute resolved = servers.resolve(owner);
    SystemInformation.Section section =
        new SystemInformation.Section("mailRoute")
            .with("via", resolved.state().via())
            .with("reason", text(resolved.reason()));
    MailServerSettings settings = resolved.settings();
    // A tenant may not learn what the system's server is, so its request does not say.
    if (settings != null && owner.equals(resolved.server())) {
      section
          .with("authentication", settings.authentication().mode().name())
          .with("encryption", text(settings.encryption()))
          .with("host", text(settings.host()))
          .with("port", text(settings.port()))
          .with("utf8Headers", settings.utf8Headers());
    }
    return section;
  }

  private SystemInformation.Section messages(MailOwner owner) {
    return new SystemInformation.Section("messages")
        .with(
            "lastDeliveries",
            find(owner, MessageStatus.DELIVERED).stream()
                .map(message -> String.valueOf(message.endedAt()))
                .toList())
        .with(
            "lastFailures",
            Stream.of(
                    MessageStatus.REFUSED,
                    MessageStatus.PARTLY_DELIVERED,
                    MessageStatus.UNCERTAIN,
                    MessageStatus.DEFERRED)
                .flatMap(status -> find(owner, status).stream())
                .sorted(Comparator.comparingLong(Message::id).reversed())
                .limit(MESSAGES)
                .map(this::failure)
                .toList());
  }

  private List<Message> find(MailOwner owner, MessageStatus status) {
    return log.find(MessageQuery.ALL.of(owner).in(status), null, 0, MESSAGES);
  }

  // Not what servers said: they like to repeat addresses.
  private Map<String, String> failure(Message message) {
    Attempt last = message.attempts() == 0 ? null : log.getTried(message.id()).attempts().getLast();
    Map<String, String> failure = new LinkedHashMap<>();
    failure.put("at", String.valueOf(last == null ? message.acceptedAt() : last.at()));
    failure.put("status", message.status().name());
    failure.put(
        "code",
        message.failure() != null
            ? message.failure().code()
            : String.valueOf(message.reason() == null ? "" : message.reason()));
    failure.put(
        "enhancedStatus",
        last == null || last.enhancedStatus() == null ? "" : last.enhancedStatus());
    return failure;
  }

  private SystemInformation.Section runtime() {
    Runtime machine = Runtime.getRuntime();
    Instant started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return new SystemInformation.Section("runtime")
        .with("node", node.name())
        .with("startedAt", started.truncatedTo(ChronoUnit.SECONDS).toString())
        .with("now", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("timeZone", ZoneId.systemDefault().getId())
        .with("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")")
        .with(
            "operatingSystem",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " ("
                + System.getProperty("os.arch")
                + ")")
        .with("processors", machine.availableProcessors())
        .with(
            "memoryMebibytes",
            (machine.totalMemory() - machine.freeMemory()) / MEBIBYTE
                + " / "
                + machine.maxMemory() / MEBIBYTE)
        .with(
            "diskFreeMebibytes",
            dataDirectory.toFile().getUsableSpace() / MEBIBYTE
                + " / "
                + dataDirectory.toFile().getTotalSpace() / MEBIBYTE)
        .with("database", database());
  }

  private String database() {
    return Objects.requireNonNull(
        jdbc.execute(
            (ConnectionCallback<String>)
                connection ->
                    JdbcUtils.commonDatabaseName(connection.getMetaData().getDatabaseProductName())
                        + " "
                        + connection.getMetaData().getDatabaseProductVersion()));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}

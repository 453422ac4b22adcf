package org.postmeister.tenantlist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.StoredEnum;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.summary.MailSummary;
import org.postmeister.mailserver.summary.MailSummaryReader;
import org.postmeister.mailserver.testmail.TestOutcome;
import org.postmeister.tenant.Tenant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of all tenants, one row each, with an index for every order (docs/decisions/0008). */
@Repository
class TenantOverviews {

  /** With more matches than this, they are not selected first and sorted afterwards. */
  static final int MANY = 10_000;

  private static final int SEARCH_LENGTH = 1000;
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "name_key",
          "display_name",
          "display_key",
          "active",
          "route",
          "route_without_policies",
          "authentication_mode",
          "secret_expires_on",
          "sender",
          "sender_key",
          "last_test_at",
          "last_test_step",
          "last_test_code",
          "system_server_allowed",
          "own_server_allowed",
          "support_address",
          "support_key",
          "search_text");

  private final JdbcClient jdbc;

  TenantOverviews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page in some order.
   *
   * @param few whether few rows match, so that it is better to select them first and sort them
   *     afterwards than to scan all in the requested order
   */
  List<TenantOverview> page(
      OverviewQuery query, TenantSort sort, int offset, int limit, boolean few) {
    MailSummaryReader.SystemState system = query.system();
    Map<String, Object> parameters = new HashMap<>(query.parameters());
    parameters.put("offset", offset);
    parameters.put("limit", limit);
    String matches = "tenant_overview" + query.where();
    // With a limit, MariaDB does not merge the subquery into the outer query.
    String source = few ? "(SELECT * FROM " + matches + " LIMIT " + MANY + ") matches" : matches;
    // First only the keys, from an index; then the rows of this page.
    String sql =
        "SELECT o.* FROM (SELECT tenant_id FROM "
            + source
            + orderBy("", sort, system)
            + " LIMIT :limit OFFSET :offset) page"
            + " JOIN tenant_overview o ON o.tenant_id = page.tenant_id"
            + orderBy("o.", sort, system);
    return jdbc.sql(sql).params(parameters).query((row, number) -> toOverview(row, system)).list();
  }

  int count(OverviewQuery query) {
    return jdbc.sql("SELECT COUNT(*) FROM tenant_overview" + query.where())
        .params(query.parameters())
        .query(Integer.class)
        .single();
  }

  /** Those after a name, in the order of names; for iterating over all of them in batches. */
  List<TenantOverview> after(OverviewQuery query, String nameKey, int limit) {
    Map<String, Object> parameters = new HashMap<>(query.parameters());
    parameters.put("after", nameKey);
    parameters.put("limit", limit);
    String where = query.where().isEmpty() ? " WHERE " : query.where() + " AND ";
    return jdbc.sql(
            "SELECT * FROM tenant_overview"
                + where
                + "name_key > :after ORDER BY name_key LIMIT :limit")
        .params(parameters)
        .query((row, number) -> toOverview(row, query.system()))
        .list();
  }

  /** Locks the tenant's row until the transaction ends; does nothing if there is none. */
  void lock(TenantId tenant) {
    jdbc.sql("SELECT name FROM tenant_overview WHERE tenant_id = ? FOR UPDATE")
        .param(tenant.value())
        .query((row, number) -> row.getString("name"))
        .list();
  }

  void put(Tenant tenant, MailSummary mail, @Nullable EmailAddress supportAddress) {
    Map<String, @Nullable Object> values = values(tenant, mail, supportAddress);
    String assignments =
        COLUMNS.stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "));
    int updated =
        jdbc.sql("UPDATE tenant_overview SET " + assignments + " WHERE tenant_id = :tenant_id")
            .params(values)
            .update();
    if (updated == 0) {
      jdbc.sql(
              "INSERT INTO tenant_overview (tenant_id, "
                  + String.join(", ", COLUMNS)
                  + ") VALUES (:tenant_id, "
                  + COLUMNS.stream().map(column -> ":" + column).collect(Collectors.joining(", "))
                  + ")")
          .params(values)
          .update();
    }
  }

  void delete(TenantId tenant) {
    jdbc.sql("DELETE FROM tenant_overview WHERE tenant_id = ?").param(tenant.value()).update();
  }

  private static Map<String, @Nullable Object> values(
      Tenant tenant, MailSummary mail, @Nullable EmailAddress supportAddress) {
    MailServerSettings own = mail.own();
    TestOutcome test = mail.lastTest();
    String display =
        tenant.data().displayName() == null ? null : tenant.data().displayName().value();
    String sender = own == null ? null : text(own.senderAddress());
    String support = text(supportAddress);
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("tenant_id", tenant.id().value());
    values.put("name", tenant.name().value());
    values.put("name_key", tenant.name().key());
    values.put("display_name", display);
    values.put("display_key", display == null ? null : Folding.fold(display, 200));
    values.put("active", tenant.data().active());
    values.put("route", mail.route().name());
    values.put("route_without_policies", mail.routeWithoutPolicies().name());
    values.put("authentication_mode", own == null ? null : own.authentication().mode().name());
    values.put("secret_expires_on", own == null ? null : secretExpiresOn(own));
    values.put("sender", sender);
    values.put("sender_key", sender == null ? null : Folding.fold(sender, 254));
    values.put("last_test_at", test == null ? null : UtcTime.toColumn(test.at()));
    values.put("last_test_step", test == null || test.step() == null ? null : test.step().name());
    values.put("last_test_code", test == null ? null : test.code());
    values.put("system_server_allowed", mail.policy().systemServerAllowed());
    values.put("own_server_allowed", mail.policy().ownServerAllowed());
    values.put("support_address", support);
    values.put("support_key", support == null ? null : Folding.fold(support, 254));
    values.put(
        "search_text",
        Folding.fold(
            Stream.of(
                    tenant.name().value(),
                    display,
                    sender,
                    own == null ? null : text(own.host()),
                    support)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n")),
            SEARCH_LENGTH));
    return values;
  }

  private static @Nullable LocalDate secretExpiresOn(MailServerSettings server) {
    AppRegistration registration = server.authentication().registration();
    return registration == null ? null : registration.secretExpiresOn();
  }

  private static String orderBy(
      String table, TenantSort sort, MailSummaryReader.SystemState system) {
    String direction = sort.descending() ? " DESC" : "";
    return sortColumns(sort, system).stream()
        .map(column -> table + column + direction)
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private static List<String> sortColumns(TenantSort sort, MailSummaryReader.SystemState system) {
    String byName = TenantColumn.NAME.sql();
    return switch (sort.column()) {
      case NAME -> List.of(byName);
      // Without the system's server all tenants have the same route.
      case ROUTE ->
          system.mailOff() ? List.of(byName) : List.of(OverviewQuery.routeColumn(system), byName);
      default -> List.of(sort.column().sql(), byName);
    };
  }

  private static TenantOverview toOverview(ResultSet row, MailSummaryReader.SystemState system)
      throws SQLException {
    String mode = row.getString("authentication_mode");
    String step = row.getString("last_test_step");
    return new TenantOverview(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        TenantName.stored(row.getString("name")),
        row.getString("display_name"),
        row.getBoolean("active"),
        system.mailOff()
            ? RouteState.SYSTEM_MAIL_OFF
            : StoredEnum.of(
                RouteState.class,
                row.getString(OverviewQuery.routeColumn(system)),
                RouteState.NO_SERVER_FOR_TENANT),
        StoredEnum.of(AuthenticationMode.class, mode, null),
        row.getObject("secret_expires_on", LocalDate.class),
        row.getString("sender"),
        UtcTime.find(row, "last_test_at"),
        StoredEnum.of(SendStep.class, step, null),
        row.getString("last_test_code"),
        new MailPolicy(
            row.getBoolean("system_server_allowed"), row.getBoolean("own_server_allowed")),
        row.getString("support_address"),
        null,
        0);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}

package org.postmeister.bench;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills a database with tenants, as many as wanted, the same each time: every seventh has a server
 * of its own, every eleventh is inactive, every thirteenth may not use the system mail server.
 */
final class ManyTenants {

  private static final int BATCH = 1000;

  private final JdbcTemplate jdbc;
  private int count;

  ManyTenants(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  static String name(int number) {
    return "tenant-%06d".formatted(number);
  }

  static UUID id(int number) {
    return new UUID(0x1234_5678_0000_4000L, 0x8000_0000_0000_0000L + number * 7_919L);
  }

  /**
   * SQL of MariaDB for the id of a tenant as text.
   *
   * @param number SQL for its number
   */
  static String idSql(String number) {
    // Of the id, only the last twelve digits depend on the number.
    return "CONCAT('12345678-0000-4000-8000-', LPAD(LOWER(HEX((%s) * 7919)), 12, '0'))"
        .formatted(number);
  }

  /** Adds those that are missing. */
  void fillUpTo(int wanted) {
    jdbc.update(
        "UPDATE mail_server SET enabled = TRUE, host = 'smtp.example.com', sender_address ="
            + " 'a@example.com' WHERE owner = 'system'");
    List<Integer> missing = new ArrayList<>(IntStream.range(count, wanted).boxed().toList());
    insert(
        missing,
        "INSERT INTO tenant (id, revision, name_key, name, display_name, language, active,"
            + " created_at, changed_at) VALUES (?, 1, ?, ?, ?, 'en', ?, ?, ?)",
        (statement, number) -> {
          statement.setObject(1, id(number));
          statement.setString(2, name(number));
          statement.setString(3, name(number));
          statement.setString(4, display(number));
          statement.setBoolean(5, isActive(number));
          statement.setObject(6, LocalDateTime.of(2026, 1, 1, 0, 0));
          statement.setObject(7, LocalDateTime.of(2026, 1, 1, 0, 0));
        });
    insert(
        missing.stream().filter(ManyTenants::hasServer).toList(),
        "INSERT INTO mail_server (owner, revision, enabled, host, port, encryption, sender_address,"
            + " utf8_headers, authentication_mode, secret_stored, changed_at) VALUES (?, 1, TRUE,"
            + " ?, 25, 'NONE', ?, FALSE, 'NONE', FALSE, ?)",
        (statement, number) -> {
          statement.setString(1, id(number).toString());
          statement.setString(2, "smtp.tenant%d.example".formatted(number));
          statement.setString(3, sender(number));
          statement.setObject(4, LocalDateTime.of(2026, 1, 1, 0, 0));
        });
    insert(
        missing.stream().filter(number -> !mayUseSystem(number)).toList(),
        "INSERT INTO mail_policy (tenant_id, revision, system_server_allowed, own_server_allowed,"
            + " changed_at) VALUES (?, 1, FALSE, TRUE, ?)",
        (statement, number) -> {
          statement.setObject(1, id(number));
          statement.setObject(2, LocalDateTime.of(2026, 1, 1, 0, 0));
        });
    insert(
        missing,
        "INSERT INTO tenant_overview (tenant_id, name, name_key, display_name, display_key, active,"
            + " route, route_without_policies, authentication_mode, sender, sender_key,"
            + " last_test_at, last_test_code, system_server_allowed, own_server_allowed,"
            + " support_address, support_key, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, TRUE, ?, ?, ?)",
        ManyTenants::overview);
    if (jdbc.queryForObject("SELECT VERSION()", String.class).contains("Maria")) {
      jdbc.queryForList("ANALYZE TABLE tenant, tenant_overview, mail_server, mail_policy");
    }
    count = wanted;
  }

  private static void overview(PreparedStatement statement, int number) throws SQLException {
    String sender = hasServer(number) ? sender(number) : null;
    String support = number % 5 == 0 ? "help@tenant%d.example".formatted(number) : null;
    statement.setObject(1, id(number));
    statement.setString(2, name(number));
    statement.setString(3, name(number));
    statement.setString(4, display(number));
    statement.setString(5, display(number).toLowerCase(java.util.Locale.ROOT));
    statement.setBoolean(6, isActive(number));
    statement.setString(7, route(number, mayUseSystem(number)));
    statement.setString(8, route(number, true));
    statement.setString(9, hasServer(number) ? "NONE" : null);
    statement.setString(10, sender);
    statement.setString(11, sender);
    statement.setObject(
        12, number % 3 == 0 ? LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(number) : null);
    statement.setString(13, number % 9 == 0 ? "connection_refused" : null);
    statement.setBoolean(14, mayUseSystem(number));
    statement.setString(15, support);
    statement.setString(16, support);
    statement.setString(
        17,
        name(number)
            + "\n"
            + display(number).toLowerCase(java.util.Locale.ROOT)
            + (sender == null ? "" : "\n" + sender + "\nsmtp.tenant" + number + ".example")
            + (support == null ? "" : "\n" + support));
  }

  private static String display(int number) {
    // So that the order by display name is another than that by name.
    return "Customer %06d".formatted(number * 7_919 % 1_000_003);
  }

  private static String sender(int number) {
    return "noreply@tenant%d.example".formatted(number);
  }

  private static boolean isActive(int number) {
    return number % 11 != 0;
  }

  private static boolean hasServer(int number) {
    return number % 7 == 0;
  }

  private static boolean mayUseSystem(int number) {
    return number % 13 != 0;
  }

  private static String route(int number, boolean system) {
    if (!isActive(number)) {
      return "TENANT_INACTIVE";
    }
    return hasServer(number) ? "TENANT" : system ? "SYSTEM" : "NO_SERVER_FOR_TENANT";
  }

  private interface Values {
    void set(PreparedStatement statement, int number) throws SQLException;
  }

  private void insert(List<Integer> numbers, String sql, Values values) {
    jdbc.batchUpdate(sql, numbers, BATCH, values::set);
  }
}

package org.postmeister.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.common.storage.StoredEnum;
import org.postmeister.common.storage.UtcTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of the audit trail. It is append-only: nothing here changes or deletes an entry. */
@Repository
class AuditEntries {

  private static final Logger log = LoggerFactory.getLogger(AuditEntries.class);

  private static final int MAX_TEXT = 254;
  private static final TypeReference<List<AuditEvent.Change>> CHANGES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AuditEntries(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Adds an entry; the database assigns its id. */
  void add(AuditEntry entry) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("at", UtcTime.toColumn(entry.at()));
    values.put("actor", shortened(entry.actor()));
    values.put("address", entry.address());
    values.put("door", entry.door().name());
    values.put("action", entry.action().name());
    values.put("subject", shortened(entry.subject()));
    values.put("tenant", entry.tenant());
    values.put("changes", json.writeValueAsString(entry.changes()));
    jdbc.sql(
            """
            INSERT INTO audit_entry (at, actor, address, door, action, subject, tenant, changes)
            VALUES (:at, :actor, :address, :door, :action, :subject, :tenant, :changes)
            """)
        .params(values)
        .update();
  }

  /** Newest first. */
  List<AuditEntry> find(AuditQuery query, long before, int offset, int limit) {
    Map<String, Object> values = new HashMap<>();
    String where = where(query, values);
    values.put("before", before);
    values.put("offset", offset);
    values.put("limit", limit);
    return jdbc.sql(
            "SELECT * FROM audit_entry WHERE id < :before"
                + where
                + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
        .params(values)
        .query((row, number) -> toEntry(row))
        .list();
  }

  /** The latest of some actions that concern a tenant, null for the system. */
  Optional<AuditEntry> latest(Set<AuditAction> actions, @Nullable String tenant) {
    return jdbc.sql(
            "SELECT * FROM audit_entry WHERE action IN (:actions) AND "
                + (tenant == null ? "tenant IS NULL" : "tenant = :tenant")
                + " ORDER BY id DESC LIMIT 1")
        .param("actions", actions.stream().map(Enum::name).toList())
        .param("tenant", tenant)
        .query((row, number) -> toEntry(row))
        .optional();
  }

  /** What an account has done, and what was done with it; newest first. */
  List<AuditEntry> ofAccount(String login, int limit) {
    // Each half by its own index: the trail grows for ever.
    return jdbc.sql(
            """
            SELECT * FROM audit_entry WHERE id IN (
              SELECT id FROM (
                SELECT id FROM audit_entry WHERE actor = :login ORDER BY id DESC LIMIT :limit) done
              UNION
              SELECT id FROM (
                SELECT id FROM audit_entry WHERE subject = :login AND tenant IS NULL
                ORDER BY id DESC LIMIT :limit) suffered)
            ORDER BY id DESC LIMIT :limit
            """)
        .param("login", login)
        .param("limit", limit)
        .query((row, number) -> toEntry(row))
        .list();
  }

  private static String where(AuditQuery query, Map<String, Object> values) {
    StringBuilder where = new StringBuilder();
    if (!query.text().isBlank()) {
      where.append(
          " AND (LOWER(actor) LIKE :text ESCAPE '!' OR LOWER(subject) LIKE :text ESCAPE '!'"
              + " OR address LIKE :text ESCAPE '!')");
      values.put("text", LikePattern.contains(query.text().strip().toLowerCase(Locale.ROOT)));
    }
    if (query.action() != null) {
      where.append(" AND action = :action");
      values.put("action", query.action().name());
    }
    if (query.tenant() != null) {
      where.append(" AND tenant = :tenant");
      values.put("tenant", query.tenant());
    }
    if (query.from() != null) {
      where.append(" AND at >= :from");
      values.put("from", UtcTime.toColumn(query.from()));
    }
    if (query.until() != null) {
      where.append(" AND at < :until");
      values.put("until", UtcTime.toColumn(query.until()));
    }
    return where.toString();
  }

  private AuditEntry toEntry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        UtcTime.of(row, "at"),
        row.getString("actor"),
        row.getString("address"),
        StoredEnum.of(AuditEntry.Door.class, row.getString("door"), AuditEntry.Door.UNKNOWN),
        StoredEnum.of(AuditAction.class, row.getString("action"), AuditAction.UNKNOWN),
        row.getString("subject"),
        row.getString("tenant"),
        changes(row));
  }

  private List<AuditEvent.Change> changes(ResultSet row) throws SQLException {
    try {
      return json.readValue(row.getString("changes"), CHANGES);
    } catch (JacksonException e) {
      log.warn("The changes of audit entry {} cannot be read", row.getLong("id"), e);
      return List.of();
    }
  }

  // What somebody typed as a login may have any length.
  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}

package org.postmeister.security.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds accounts with the tenants they administer, in one statement for any number. */
@Repository
public class AccountSearch {

  private final JdbcClient jdbc;

  AccountSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the order of their logins. */
  public List<Account> page(AccountQuery query, int offset, int limit) {
    Map<String, Object> parameters = parameters(query);
    parameters.put("offset", offset);
    parameters.put("limit", limit);
    return find(where(query) + " ORDER BY login_key LIMIT :limit OFFSET :offset", parameters);
  }

  /** Those that exist. */
  public List<Account> find(Set<UUID> ids) {
    return ids.isEmpty() ? List.of() : find(" WHERE id IN (:ids)", Map.of("ids", ids));
  }

  public Optional<Account> find(UUID id) {
    return find(Set.of(id)).stream().findFirst();
  }

  public Optional<Account> findByLogin(String login) {
    return find(" WHERE login_key = :key", Map.of("key", Account.key(login))).stream().findFirst();
  }

  /** The administrators of a tenant, in the order of their logins. */
  public List<Account> findByTenant(UUID tenant) {
    return find(
        " WHERE id IN (SELECT account_id FROM account_tenant WHERE tenant_id = :tenant)",
        Map.of("tenant", tenant));
  }

  /** Those who administer the system, in the order of their logins. */
  List<Account> findActiveSystemAdmins() {
    return find(" WHERE role = 'SYSTEM_ADMIN' AND active = TRUE", Map.of());
  }

  private List<Account> find(String which, Map<String, ?> parameters) {
    Map<UUID, Account> accounts = new LinkedHashMap<>();
    // One row for each tenant of an account.
    jdbc.sql(
            "SELECT a.*, m.tenant_id FROM (SELECT * FROM account"
                + which
                + ") a LEFT JOIN account_tenant m ON m.account_id = a.id ORDER BY a.login_key")
        .params(parameters)
        .query(row -> {
          UUID id = row.getObject("id", UUID.class);
          if (!accounts.containsKey(id)) {
            accounts.put(id, account(row, new HashSet<>()));
          }
          UUID tenant = row.getObject("tenant_id", UUID.class);
          if (tenant != null) {
            accounts.get(id).tenants().add(new TenantMembership(tenant));
          }
        });
    return List.copyOf(accounts.values());
  }

  private static Account account(ResultSet row, Set<TenantMembership> tenants) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getLong("revision"),
        row.getString("login_key"),
        row.getString("login"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getBoolean("active"),
        row.getString("password_hash"),
        row.getBoolean("password_set"),
        row.getBoolean("must_change_password"),
        row.getInt("credentials_version"),
        UtcTime.of(row, "created_at"),
        UtcTime.of(row, "password_changed_at"),
        new Contact(
            row.getString("email"),
            row.getString("time_zone"),
            row.getString("browser_time_zone"),
            row.getString("language")),
        UtcTime.find(row, "last_sign_in_at"),
        tenants);
  }

  public int count(AccountQuery query) {
    return jdbc.sql("SELECT COUNT(*) FROM account" + where(query))
        .params(parameters(query))
        .query(Integer.class)
        .single();
  }

  private static String where(AccountQuery query) {
    List<String> conditions = new ArrayList<>();
    if (!query.text().isBlank()) {
      conditions.add("(login_key LIKE :text ESCAPE '!' OR LOWER(name) LIKE :text ESCAPE '!')");
    }
    if (query.role() != null) {
      conditions.add("role = :role");
    }
    if (query.state() != null) {
      conditions.add(
          switch (query.state()) {
            case ACTIVE -> "active = TRUE AND password_set = TRUE";
            case INVITED -> "active = TRUE AND password_set = FALSE";
            case INACTIVE -> "active = FALSE";
          });
    }
    if (query.tenant() != null) {
      conditions.add("id IN (SELECT account_id FROM account_tenant WHERE tenant_id = :tenant)");
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static Map<String, Object> parameters(AccountQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    if (!query.text().isBlank()) {
      parameters.put("text", LikePattern.contains(query.text().strip().toLowerCase(Locale.ROOT)));
    }
    if (query.role() != null) {
      parameters.put("role", query.role().name());
    }
    if (query.tenant() != null) {
      parameters.put("tenant", query.tenant().value());
    }
    return parameters;
  }
}

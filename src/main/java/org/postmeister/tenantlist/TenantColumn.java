package org.postmeister.tenantlist;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of the list. */
public enum TenantColumn {
  NAME("name", "name_key"),
  DISPLAY_NAME("displayName", "display_key"),
  ACTIVE("active", "active"),
  ROUTE("route", "route"),
  HEALTH("health", null),
  WAITING("waiting", null),
  AUTHENTICATION("authentication", "authentication_mode"),
  SECRET_EXPIRES_ON("clientSecretExpiresOn", "secret_expires_on"),
  SENDER("sender", "sender"),
  LAST_TEST("lastTest", "last_test_at"),
  SYSTEM_SERVER_ALLOWED("systemServerAllowed", "system_server_allowed"),
  OWN_SERVER_ALLOWED("ownServerAllowed", "own_server_allowed"),
  SUPPORT_ADDRESS("supportAddress", "support_address");

  private final String key;
  private final @Nullable String sql;

  TenantColumn(String key, @Nullable String sql) {
    this.key = key;
    this.sql = sql;
  }

  /** Those that are shown unless a person chooses others; they fit on a usual screen. */
  public static final Set<TenantColumn> USUAL =
      Collections.unmodifiableSet(
          EnumSet.of(NAME, DISPLAY_NAME, ACTIVE, ROUTE, HEALTH, WAITING, LAST_TEST));

  /** As in URLs, the HTTP API and exports. */
  public String key() {
    return key;
  }

  /** Whether the list can be in its order: what changes with every message, cannot. */
  public boolean isSortable() {
    return sql != null;
  }

  String sql() {
    return Objects.requireNonNull(sql);
  }

  public static Optional<TenantColumn> of(String key) {
    return Stream.of(values()).filter(column -> column.key.equals(key)).findFirst();
  }
}

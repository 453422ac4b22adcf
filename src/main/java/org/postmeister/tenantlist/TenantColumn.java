package org.postmeister.tenantlist;

import java.util.Optional;
import java.util.stream.Stream;

/** The columns of the list; all are sortable. */
public enum TenantColumn {
  NAME("name", "name_key"),
  DISPLAY_NAME("displayName", "display_key"),
  ACTIVE("active", "active"),
  ROUTE("route", "route"),
  AUTHENTICATION("authentication", "authentication_mode"),
  SECRET_EXPIRES_ON("clientSecretExpiresOn", "secret_expires_on"),
  SENDER("sender", "sender"),
  LAST_TEST("lastTest", "last_test_at"),
  SYSTEM_SERVER_ALLOWED("systemServerAllowed", "system_server_allowed"),
  OWN_SERVER_ALLOWED("ownServerAllowed", "own_server_allowed"),
  SUPPORT_ADDRESS("supportAddress", "support_address");

  private final String key;
  private final String sql;

  TenantColumn(String key, String sql) {
    this.key = key;
    this.sql = sql;
  }

  /** As in URLs, the HTTP API and exports. */
  public String key() {
    return key;
  }

  String sql() {
    return sql;
  }

  public static Optional<TenantColumn> of(String key) {
    return Stream.of(values()).filter(column -> column.key.equals(key)).findFirst();
  }
}

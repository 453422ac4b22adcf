package org.postmeister.tenantlist;

import org.postmeister.common.InvalidValueException;

/** The order in which tenants are listed; ties are sorted by name. */
public record TenantSort(TenantColumn column, boolean descending) {

  public static final TenantSort BY_NAME = new TenantSort(TenantColumn.NAME, false);

  /**
   * Parses {@code name} or {@code name,desc}.
   *
   * @throws InvalidValueException if there is no such column
   */
  public static TenantSort of(String text) {
    String[] parts = text.strip().split(",", -1);
    boolean descending = parts.length == 2 && parts[1].equals("desc");
    if (parts.length > 2 || (parts.length == 2 && !descending && !parts[1].equals("asc"))) {
      throw new InvalidValueException("sort", "unknown");
    }
    return TenantColumn.of(parts[0])
        .filter(TenantColumn::isSortable)
        .map(column -> new TenantSort(column, descending))
        .orElseThrow(() -> new InvalidValueException("sort", "unknown"));
  }

  TenantSort reversed() {
    return new TenantSort(column, !descending);
  }

  @Override
  public String toString() {
    return column.key() + (descending ? ",desc" : "");
  }
}

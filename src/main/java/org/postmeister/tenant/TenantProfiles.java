package org.postmeister.tenant;

import java.util.Collection;
import java.util.List;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;

/**
 * What is known about tenants, for modules that write to their people; without a permission check.
 */
@Component
public class TenantProfiles {

  private final TenantRows rows;

  TenantProfiles(TenantRows rows) {
    this.rows = rows;
  }

  /** Those that exist. */
  public List<Tenant> find(Collection<TenantId> ids) {
    return rows.findAllById(ids.stream().map(TenantId::value).toList()).stream()
        .map(TenantRow::toTenant)
        .toList();
  }

  /** How many tenants there are. */
  public long count() {
    return rows.count();
  }
}

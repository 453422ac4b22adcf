package org.postmeister.tenant;

import java.util.Collection;
import java.util.List;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;

/**
 * What is known of tenants, for those parts of Postmeister that write to their people: nobody's
 * permissions are asked for.
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

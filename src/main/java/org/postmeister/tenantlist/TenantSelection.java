package org.postmeister.tenantlist;

import java.util.Set;
import org.postmeister.common.TenantId;

/** The tenants that something is done to. */
public sealed interface TenantSelection {

  /** These. */
  record Chosen(Set<TenantId> tenants) implements TenantSelection {

    public Chosen {
      tenants = Set.copyOf(tenants);
    }
  }

  /** All that match when their turn comes. */
  record Matching(TenantFilter filter) implements TenantSelection {}
}

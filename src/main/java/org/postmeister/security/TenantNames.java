package org.postmeister.security;

import java.util.Collection;
import java.util.Map;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;

/** Knows tenants by name; implemented by the tenant module, which depends on this one. */
public interface TenantNames {

  /** The ids of those that exist. */
  Map<TenantName, TenantId> idsOf(Collection<TenantName> names);

  /** The names of those that exist. */
  Map<TenantId, TenantName> namesOf(Collection<TenantId> ids);
}

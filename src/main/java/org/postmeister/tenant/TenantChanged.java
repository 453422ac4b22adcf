package org.postmeister.tenant;

/** A tenant was created or changed; published in the same transaction. */
public record TenantChanged(Tenant tenant) {}

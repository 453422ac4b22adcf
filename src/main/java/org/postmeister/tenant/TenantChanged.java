package org.postmeister.tenant;

/** A tenant was created or changed; told in the same transaction. */
public record TenantChanged(Tenant tenant) {}

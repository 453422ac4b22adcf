package org.postmeister.common;

/**
 * A tenant is being deleted. Every module deletes what it stores for it, in the same transaction.
 */
public record TenantDeleted(TenantId id, TenantName name) {}

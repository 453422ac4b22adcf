package org.postmeister.common;

/**
 * Somebody asked for a tenant that is none of theirs, or that does not exist.
 *
 * @param name as it was asked for
 */
public record TenantAccessRefused(String name) {}

package org.postmeister.security.administration;

/**
 * An administrator of a tenant, as visible to the others of the same tenant.
 *
 * @param passwordSet false until the person has followed an invitation
 */
public record TenantAdministrator(String login, String name, boolean active, boolean passwordSet) {}

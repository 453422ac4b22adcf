package org.postmeister.security.administration;

/**
 * An administrator of a tenant, as far as the others of the same tenant may know.
 *
 * @param passwordSet false until the person has followed an invitation
 */
public record TenantAdministrator(String login, String name, boolean active, boolean passwordSet) {}

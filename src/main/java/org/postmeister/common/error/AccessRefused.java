package org.postmeister.common.error;

/**
 * A signed-in user asked for something that they may not see or that does not exist.
 *
 * @param what as it was asked for: the name of a tenant, the path of a page
 */
public record AccessRefused(String what) {}

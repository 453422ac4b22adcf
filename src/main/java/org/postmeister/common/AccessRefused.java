package org.postmeister.common;

/**
 * Somebody who is signed in asked for what is not for them, or not there.
 *
 * @param what as it was asked for: the name of a tenant, the path of a page
 */
public record AccessRefused(String what) {}

package org.postmeister.security.token;

/**
 * A token is no longer good.
 *
 * @param tokenHash as it was stored
 */
record ApiTokenRevoked(String tokenHash) {}

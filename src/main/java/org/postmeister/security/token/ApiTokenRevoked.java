package org.postmeister.security.token;

/**
 * A token is no longer valid.
 *
 * @param tokenHash as it was stored
 */
record ApiTokenRevoked(String tokenHash) {}

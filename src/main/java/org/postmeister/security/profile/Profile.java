package org.postmeister.security.profile;

/**
 * Somebody's own account.
 *
 * @param login an e-mail address; of the first account {@code sadmin}
 * @param revision grows with every change
 */
public record Profile(String login, ProfileData data, long revision) {}

package org.postmeister.security.profile;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * Where mail to somebody goes.
 *
 * @param current null if there is no such address, as the login need not be one
 * @param replacesLogin whether it goes there instead of to the login
 * @param pending waits for its link to be followed, null if none does
 * @param canBeChanged whether a link could be mailed at the moment
 */
public record OwnAddress(
    @Nullable EmailAddress current,
    boolean replacesLogin,
    @Nullable PendingAddress pending,
    boolean canBeChanged) {}

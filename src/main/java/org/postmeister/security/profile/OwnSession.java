package org.postmeister.security.profile;

import java.time.Instant;
import java.util.UUID;

/**
 * A session of who is signed in.
 *
 * @param address that it began from
 * @param lastUsedAt to the minute
 * @param current whether it is the caller's
 */
public record OwnSession(
    UUID id,
    Device device,
    String address,
    Instant startedAt,
    Instant lastUsedAt,
    boolean current) {}

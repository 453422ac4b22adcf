package org.postmeister.security.login;

import java.time.Instant;
import java.util.UUID;

/**
 * A session of the console, on whichever node.
 *
 * @param id that only names it: nobody can use the session with it
 * @param userAgent as the browser has said when it began, blank if it said nothing
 * @param address that it began from
 * @param lastUsedAt to the minute
 */
public record SessionRecord(
    UUID id, String userAgent, String address, Instant startedAt, Instant lastUsedAt) {}

package org.postmeister.delivery.overview;

import java.time.Instant;

/**
 * A node that is running.
 *
 * @param name different after each start
 * @param version of Postmeister
 */
public record RunningNode(String name, String version, Instant startedAt) {}

package org.postmeister.delivery.store;

import java.time.Instant;

/**
 * What became of mail in one hour.
 *
 * @param delivered messages that arrived, at least for some
 * @param deferred attempts that are followed by another one
 * @param refused messages that ended without having arrived
 * @param uncertain messages that ended without anybody knowing whether they have arrived
 */
public record DeliveryCount(
    Instant beginsAt, long delivered, long deferred, long refused, long uncertain) {}

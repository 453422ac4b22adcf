package org.postmeister.delivery;

import java.time.Instant;

/**
 * What became of mail in one hour.
 *
 * @param delivered messages that arrived, at least for some recipients
 * @param deferred attempts that will be followed by another
 * @param refused messages that ended without arriving
 * @param uncertain messages that ended without its being known whether they arrived
 */
public record DeliveryCount(
    Instant beginsAt, long delivered, long deferred, long refused, long uncertain) {}

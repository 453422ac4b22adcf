package org.postmeister.delivery;

import java.time.Instant;
import org.postmeister.mailserver.Owner;

/**
 * The lanes of a server fail again and again, for a reason that stands in the log.
 *
 * @param since when they have
 * @param failures without a success between
 */
public record LaneFailure(Owner server, Instant since, int failures) {}

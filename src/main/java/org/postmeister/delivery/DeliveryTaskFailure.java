package org.postmeister.delivery;

import java.time.Instant;
import org.postmeister.mailserver.MailOwner;

/**
 * The lanes of a server fail again and again, for a reason that stands in the log.
 *
 * @param since when they have
 * @param failures without a success between
 */
public record DeliveryTaskFailure(MailOwner server, Instant since, int failures) {}

package org.postmeister.delivery;

import java.time.Instant;
import org.postmeister.mailserver.MailOwner;

/**
 * The delivery task of a server keeps failing, for a reason that is in the log.
 *
 * @param since when it has been failing
 * @param failures without a success in between
 */
public record DeliveryTaskFailure(MailOwner server, Instant since, int failures) {}

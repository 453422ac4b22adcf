package org.postmeister.supportrequest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.mailserver.MailOwner;

/**
 * A support request that was sent.
 *
 * @param number for people
 * @param message its id in the message log
 * @param status its current status; null if it is no longer in the message log
 */
public record SupportRequest(
    String number,
    MailOwner owner,
    long message,
    EmailAddress sentTo,
    String subject,
    Instant createdAt,
    @Nullable MessageStatus status) {}

package org.postmeister.mailcatcher;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.message.MessageContent;

/**
 * A mail that was caught.
 *
 * @param number counts up from 1
 * @param envelopeSender as in MAIL FROM
 * @param envelopeRecipients as in RCPT TO
 * @param content text and attachments, null if it cannot be parsed
 * @param source the message as it came
 */
public record CaughtMail(
    long number,
    Instant receivedAt,
    String envelopeSender,
    List<String> envelopeRecipients,
    String from,
    String subject,
    @Nullable MessageContent content,
    String source) {}

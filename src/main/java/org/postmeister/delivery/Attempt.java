package org.postmeister.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/**
 * One attempt to hand a message to a server.
 *
 * @param duration null if it is not for who asks: how soon a connection fails tells why
 * @param outcome what the message's state was after it
 * @param via whose server it was
 * @param server as people call it; null if it is not for who asks
 * @param failure null if everybody got it
 * @param uncertain whether the server may have taken the message without saying so
 * @param ofServer whether the failure is the server's, which no message is to blame for
 * @param reply the server's last words, null if it said nothing
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 * @param transcript the conversation line by line, without secrets and without the message
 * @param node that made it; null if it is not for who asks
 */
public record Attempt(
    Instant at,
    @Nullable Duration duration,
    MessageStatus outcome,
    MailOwner via,
    @Nullable String server,
    @Nullable Failure failure,
    boolean uncertain,
    boolean ofServer,
    @Nullable String reply,
    @Nullable String enhancedStatus,
    List<String> transcript,
    @Nullable String node) {}

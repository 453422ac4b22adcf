package org.postmeister.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;

/**
 * One attempt to hand a message to a server.
 *
 * @param duration null if the caller may not know it: how soon a connection fails reveals why
 * @param outcome the message's state after it
 * @param via whose server it was
 * @param server as people call it; null if the caller may not know it
 * @param failure null if it reached everybody
 * @param uncertain whether the server may have accepted the message without saying so
 * @param ofServer whether the failure concerns the server and not the message
 * @param reply the server's last reply, null if there was none
 * @param enhancedStatus of the reply (RFC 3463), null if there is none
 * @param transcript the conversation line by line, without secrets and without the message
 * @param node that made it; null if the caller may not know it
 */
public record Attempt(
    Instant at,
    @Nullable Duration duration,
    MessageStatus outcome,
    MailOwner via,
    @Nullable String server,
    @Nullable SendFailure failure,
    boolean uncertain,
    boolean ofServer,
    @Nullable String reply,
    @Nullable String enhancedStatus,
    List<String> transcript,
    @Nullable String node) {}

package org.postmeister.mailserver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt with one message.
 *
 * @param recipients a result for each; empty if the server failed before it could be asked
 * @param serverFailure null unless the server itself failed
 * @param reply the server's last words, null if there are none
 * @param transcript the conversation line by line, without secrets and without the message
 * @param connectionOnly whether only this connection failed, before any content was sent: a reused
 *     connection may have been closed in the meantime, or after so many messages. A new connection
 *     shows whether the server works
 */
public record SendResult(
    List<RecipientAnswer> recipients,
    @Nullable ServerFailure serverFailure,
    @Nullable String reply,
    List<String> transcript,
    boolean connectionOnly) {}

package org.postmeister.mailserver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt with one message ended.
 *
 * @param recipients an answer for each; empty if the server failed before it could be asked
 * @param serverFailure null unless the server itself failed
 * @param reply the server's last words, null if it said nothing
 * @param transcript the conversation line by line, without secrets and without the message
 * @param connectionOnly whether it is only this connection that failed, before any of the content
 *     was sent: what had been used before may have been closed meanwhile, or after so many
 *     messages. Another connection tells how the server is
 */
public record SendResult(
    List<RecipientAnswer> recipients,
    @Nullable ServerFailure serverFailure,
    @Nullable String reply,
    List<String> transcript,
    boolean connectionOnly) {}

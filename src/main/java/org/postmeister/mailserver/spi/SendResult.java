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
 * @param contentSent whether the server may have got any of what the message says
 */
public record SendResult(
    List<RecipientAnswer> recipients,
    @Nullable ServerFailure serverFailure,
    @Nullable String reply,
    List<String> transcript,
    boolean contentSent) {}

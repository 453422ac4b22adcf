package org.postmeister.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be stored of an attempt.
 *
 * @param status of the message after it
 * @param dueAt of the next one, null if there is none
 */
record AttemptResult(
    ClaimedMessage message,
    MessageStatus status,
    @Nullable Instant dueAt,
    List<Recipient> recipients,
    Attempt attempt) {}

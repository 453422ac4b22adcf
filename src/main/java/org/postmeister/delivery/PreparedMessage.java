package org.postmeister.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Owner;

/**
 * A message that only has to be stored.
 *
 * @param key null to store it in any case
 * @param server whose it will wait for
 * @param messageId the header of that name
 * @param size in octets, as it goes over the wire
 * @param ciphertexts what it says, encrypted, part by part
 */
record PreparedMessage(
    NewMessage message,
    @Nullable IdempotencyKey key,
    Owner server,
    Instant at,
    String messageId,
    long size,
    List<byte[]> ciphertexts) {}

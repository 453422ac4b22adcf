package org.postmeister.delivery.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;

/**
 * A message that only has to be stored.
 *
 * @param key null to store it in any case
 * @param way that it was written for
 * @param messageId the header of that name
 * @param size in octets, as it goes over the wire
 * @param ciphertexts what it says, encrypted, part by part
 */
public record PreparedMessage(
    NewMessage message,
    @Nullable IdempotencyKey key,
    SendingServerResolver.ResolvedServer way,
    Instant at,
    String messageId,
    long size,
    List<byte[]> ciphertexts) {

  /** Whose server it will wait for. */
  public MailOwner server() {
    return Objects.requireNonNull(way.server());
  }
}

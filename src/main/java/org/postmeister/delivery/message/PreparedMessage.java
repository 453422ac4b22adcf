package org.postmeister.delivery.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;

/**
 * A message that only has to be stored.
 *
 * @param keys it is the same as what was stored with one of them; it is stored with the first
 * @param route that it was rendered for
 * @param origin how it came
 * @param messageId the header Message-ID
 * @param size in octets, encoded as it is sent
 * @param ciphertexts its content, encrypted, part by part
 * @param traceparent in which trace it is delivered, null for none
 */
public record PreparedMessage(
    NewMessage message,
    List<IdempotencyKey> keys,
    MailRoute route,
    MessageOrigin origin,
    Instant at,
    String messageId,
    long size,
    List<byte[]> ciphertexts,
    @Nullable String traceparent) {

  /** With which it is stored; null to store it in any case. */
  public @Nullable IdempotencyKey key() {
    return keys.isEmpty() ? null : keys.getFirst();
  }

  /** Whose server it will wait for. */
  public MailOwner server() {
    return Objects.requireNonNull(route.server());
  }
}

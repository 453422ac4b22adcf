package org.postmeister.security.account;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Limits the number of passwords hashed at the same time to the number of processors: hashing is
 * slow by design, and those who wait for it must not block the others.
 */
public final class BoundedPasswordEncoder implements PasswordEncoder {

  private final PasswordEncoder encoder;
  private final Semaphore room =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

  public BoundedPasswordEncoder(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return inRoom(() -> encoder.encode(password));
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return inRoom(() -> encoder.matches(password, hash));
  }

  @Override
  public boolean upgradeEncoding(@Nullable String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private <T extends @Nullable Object> T inRoom(Supplier<T> work) {
    room.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      room.release();
    }
  }
}

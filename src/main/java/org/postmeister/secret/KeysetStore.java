package org.postmeister.secret;

import com.google.crypto.tink.KeysetHandle;
import java.time.Instant;
import org.postmeister.common.error.StartupException;

/**
 * Where the keys are kept. Whatever cannot be read or written is a {@link StartupException} that
 * says why.
 */
interface KeysetStore {

  /** What people know it by. */
  String name();

  boolean exists();

  /** When the keys were changed last. */
  Instant lastChanged();

  KeysetHandle read();

  /**
   * Stores the first keys, unless others are there already.
   *
   * @return the keys that are there then
   */
  KeysetHandle create(KeysetHandle keyset);

  /** Replaces the keys. */
  void write(KeysetHandle keyset);
}

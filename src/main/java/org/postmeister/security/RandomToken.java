package org.postmeister.security;

import java.security.SecureRandom;
import java.util.Base64;
import org.postmeister.common.storage.Sha256;

/**
 * A value that only its owner knows: 256 random bits. Only its hash is stored; since it is random
 * and long, a fast hash is sufficient.
 */
public final class RandomToken {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomToken() {}

  public static String create() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** SHA-256 in hexadecimal. */
  public static String hash(String token) {
    return Sha256.hex(token);
  }
}

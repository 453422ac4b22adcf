package org.postmeister.common.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests (SHA-256) of texts, which stand for them where they would be too long or too open. */
public final class Sha256 {

  private Sha256() {}

  /** In hexadecimal: 64 digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  /** The first 64 bits, for a column with an index. */
  public static long firstBits(String text) {
    return ByteBuffer.wrap(digest(text)).getLong();
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}

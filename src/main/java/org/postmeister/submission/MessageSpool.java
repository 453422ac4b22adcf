package org.postmeister.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message while it arrives: a short one in memory, a longer one in a temporary file, so that slow
 * clients hold no memory. The file is encrypted with a key that is nowhere but in memory.
 */
public final class MessageSpool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MessageSpool.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int IN_MEMORY = 64 * 1024;
  private static final int BLOCK = 16;
  // Others need room on that disk, too.
  private static final int RESERVED_TIMES = 4;

  private final long limit;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
  private byte[] key = {};
  private byte[] nonce = {};
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private long size;

  /**
   * @param limit octets, more of which are counted only
   */
  public MessageSpool(long limit) {
    this.limit = limit;
  }

  /**
   * @throws IOException if there is no room left for it
   */
  public void write(byte[] octets, int from, int length) throws IOException {
    size += length;
    if (size > limit) {
      return;
    }
    OutputStream target = out;
    if (target == null && memory.size() + length > IN_MEMORY) {
      target = openFile();
      memory.writeTo(target);
      memory.reset();
    }
    if (target == null) {
      memory.write(octets, from, length);
    } else {
      target.write(octets, from, length);
    }
  }

  private OutputStream openFile() throws IOException {
    key = random();
    nonce = random();
    file = Files.createTempFile("postmeister-message-", ".tmp");
    if (Files.getFileStore(file).getUsableSpace() < RESERVED_TIMES * limit) {
      throw new IOException("The disk with temporary files is nearly full");
    }
    out = new CipherOutputStream(Files.newOutputStream(file), cipher(Cipher.ENCRYPT_MODE));
    return out;
  }

  public long size() {
    return size;
  }

  public boolean isTooLarge() {
    return size > limit;
  }

  /** All of it. To be called once, when it is complete. */
  public byte[] read() throws IOException {
    if (file == null || out == null) {
      return memory.toByteArray();
    }
    out.close();
    try (InputStream in =
        new CipherInputStream(Files.newInputStream(file), cipher(Cipher.DECRYPT_MODE))) {
      return in.readNBytes(Math.toIntExact(size));
    }
  }

  private Cipher cipher(int mode) {
    try {
      // No two files have a key in common.
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(nonce));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has AES", e);
    }
  }

  private static byte[] random() {
    byte[] octets = new byte[BLOCK];
    RANDOM.nextBytes(octets);
    return octets;
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("A temporary file could not be deleted: {}", e.getMessage());
    }
  }
}

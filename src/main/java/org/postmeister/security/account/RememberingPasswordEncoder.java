package org.postmeister.security.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers for a minute which passwords were right: programs with HTTP Basic send the same one
 * with each request, and hashing it each time takes nearly all of the processor. Wrong ones are
 * hashed each time. What is remembered is a keyed hash of the password together with the account's
 * stored hash, with a key that never leaves the memory; so a changed password makes it useless at
 * once, on every node. Whether the account may still sign in is not decided here.
 */
public final class RememberingPasswordEncoder implements PasswordEncoder {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_OCTETS = 32;

  private final PasswordEncoder encoder;
  private final SecretKey key;
  private final Cache<ByteBuffer, Boolean> right;

  public RememberingPasswordEncoder(PasswordEncoder encoder) {
    this(encoder, Ticker.systemTicker());
  }

  RememberingPasswordEncoder(PasswordEncoder encoder, Ticker ticker) {
    this.encoder = encoder;
    byte[] random = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
    this.right =
        Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).ticker(ticker).build();
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return encoder.encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    if (password == null || hash == null) {
      return encoder.matches(password, hash);
    }
    ByteBuffer pair = keyedHash(password, hash);
    if (right.getIfPresent(pair) != null) {
      return true;
    }
    boolean matches = encoder.matches(password, hash);
    if (matches) {
      right.put(pair, Boolean.TRUE);
    }
    return matches;
  }

  @Override
  public boolean upgradeEncoding(@Nullable String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private ByteBuffer keyedHash(CharSequence password, String hash) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      // No stored hash contains it, so no other pair looks the same.
      mac.update((byte) 0);
      mac.update(StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)));
      return ByteBuffer.wrap(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}

package org.postmeister.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class RememberingPasswordEncoderTest {

  private final AtomicInteger hashed = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final RememberingPasswordEncoder encoder =
      new RememberingPasswordEncoder(new Counting(), nanos::get);

  /** The hash of a password is the password in brackets. */
  private final class Counting implements PasswordEncoder {

    @Override
    public String encode(CharSequence password) {
      return "[" + password + "]";
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      hashed.incrementAndGet();
      return hash.equals(encode(password));
    }
  }

  @Test
  void aRightOneIsHashedOnceInAMinute() {
    for (int i = 0; i < 3; i++) {
      assertThat(encoder.matches("right", "[right]")).isTrue();
    }
    assertThat(hashed).hasValue(1);

    nanos.addAndGet(Duration.ofSeconds(61).toNanos());

    assertThat(encoder.matches("right", "[right]")).isTrue();
    assertThat(hashed).hasValue(2);
  }

  @Test
  void aWrongOneIsHashedEachTime() {
    assertThat(encoder.matches("right", "[right]")).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(encoder.matches("wrong", "[right]")).isFalse();
    }
    assertThat(hashed).hasValue(4);
  }

  @Test
  void anotherHashIsAnotherPassword() {
    assertThat(encoder.matches("right", "[right]")).isTrue();

    assertThat(encoder.matches("right", "[new]")).isFalse();
    // The same octets, divided at another place.
    assertThat(encoder.matches("ight", "[right]r")).isFalse();
    assertThat(hashed).hasValue(3);
  }
}

package org.postmeister.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.security.TooManyAttemptsException;

class LoginThrottleTest {

  private final StoppedClock clock = new StoppedClock();
  private final LoginThrottle throttle = new LoginThrottle(clock);

  @Test
  void refusesTheSixthFailureOfAnAccountFromOneAddressForAMinute() {
    fail("admin", "192.0.2.1", 5);

    assertThatThrownBy(() -> throttle.begin("admin", "192.0.2.1"))
        .isInstanceOfSatisfying(
            TooManyAttemptsException.class,
            e -> assertThat(e.retryAfterSeconds()).isBetween(1L, 60L));

    clock.now = clock.now.plus(Duration.ofSeconds(61));
    assertThatCode(() -> throttle.begin("admin", "192.0.2.1")).doesNotThrowAnyException();
  }

  @Test
  void doesNotLockTheAccountOutFromOtherAddresses() {
    fail("admin", "192.0.2.1", 5);

    assertThatCode(() -> throttle.begin("admin", "192.0.2.2")).doesNotThrowAnyException();
  }

  @Test
  void refusesAnAddressThatTriesManyAccounts() {
    for (int i = 0; i < 20; i++) {
      throttle.begin("account" + i, "192.0.2.1").close();
    }

    assertThatThrownBy(() -> throttle.begin("another", "192.0.2.1"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void refusesAnAccountThatManyAddressesTry() {
    for (int i = 0; i < 100; i++) {
      throttle.begin("admin", "192.0.2." + i).close();
    }

    assertThatThrownBy(() -> throttle.begin("admin", "198.51.100.1"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  private void attackFromManyAddresses() {
    for (int i = 0; i < 101; i++) {
      try {
        throttle.begin("admin", "203.0.113." + i).close();
      } catch (TooManyAttemptsException e) {
        assertThat(i).isGreaterThanOrEqualTo(100);
      }
    }
  }

  @Test
  void strangersDoNotLockOutDevicesAndNetworksThatAreKnown() {
    throttle.remember("Admin", "192.0.2.7");
    attackFromManyAddresses();

    assertThatThrownBy(() -> throttle.begin("admin", "198.51.100.1"))
        .isInstanceOf(TooManyAttemptsException.class);
    assertThatCode(() -> throttle.begin("admin", "192.0.2.7").close()).doesNotThrowAnyException();
    assertThatCode(() -> throttle.begin("admin", "198.51.100.1", "phone").close())
        .doesNotThrowAnyException();
  }

  // As often as there may be attempts at the same moment, and more.
  @Test
  void whoIsRefusedForOthersSakeHasLostNothing() {
    attackFromManyAddresses();
    for (int i = 0; i < 8; i++) {
      assertRefused("admin", "198.51.100.1", true);
    }
    clock.now = clock.now.plus(Duration.ofSeconds(51));

    fail("admin", "198.51.100.1", 5);
    assertRefused("admin", "198.51.100.1", true);
  }

  @Test
  void aKnownDeviceGuessesNoFasterThanOthers() {
    for (int i = 0; i < 10; i++) {
      throttle.begin("admin", "192.0.2.1", "phone").close();
    }

    assertThatThrownBy(() -> throttle.begin("admin", "192.0.2.2", "phone"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void whoHasManyIpv6AddressesHasNotManyCounts() {
    // One /64 after another, of the same /56.
    int refused = 0;
    for (int i = 0; i < 256; i++) {
      try {
        throttle.begin("account" + i, "2001:db8:0:" + Integer.toHexString(i) + "::1").close();
      } catch (TooManyAttemptsException e) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(256 - 60);
    // One /56 after another, of the same /48.
    refused = 0;
    for (int i = 0; i < 250; i++) {
      try {
        throttle.begin("b" + i, "2001:db8:1:" + Integer.toHexString(i << 8) + "::1").close();
      } catch (TooManyAttemptsException e) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(50);
  }

  @ParameterizedTest(name = "from {0} and then {1}: refused {2}")
  @CsvSource({
    // One subscriber's network, and the next one's.
    "2001:db8::, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::, 2001:db8:0:1::, false",
    "2001:db8:0:1::, 2001:db8::ffff:ffff:ffff:ffff, false",
    "2001:db8:0:1::, 2001:db8:1:1::, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.0, false",
    "192.0.2.1, 192.1.2.1, false"
  })
  void anIpv6NetworkCountsAsOneAddressAndTheNextAsAnother(
      String first, String then, boolean refused) {
    for (int i = 0; i < 5; i++) {
      throttle.begin("admin", of(first, i)).close();
    }
    assertRefused("admin", then, refused);

    for (int i = 0; i < 15; i++) {
      throttle.begin("account" + i, of(first, i)).close();
    }
    assertRefused("another", then, refused);
  }

  /** One of the addresses of a network, if it is of more than one. */
  private static String of(String network, int number) {
    return network.endsWith("::") ? network + "ab:" + number : network;
  }

  private void assertRefused(String login, String from, boolean refused) {
    if (refused) {
      assertThatThrownBy(() -> throttle.begin(login, from))
          .isInstanceOf(TooManyAttemptsException.class);
    } else {
      assertThatCode(() -> throttle.begin(login, from).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void aKnownIpv6NetworkIsKnownWithAllItsAddressesAndTheNextIsNot() {
    throttle.remember("admin", "2001:db8::1");
    attackFromManyAddresses();

    assertRefused("admin", "2001:db8::2", false);
    assertRefused("admin", "2001:db8:0:1::1", true);
  }

  @Test
  void beginsAnewAfterASuccess() {
    fail("admin", "192.0.2.1", 4);
    try (LoginThrottle.Attempt attempt = throttle.begin("admin", "192.0.2.1")) {
      attempt.succeeded();
    }

    fail("admin", "192.0.2.1", 5);
    assertThatThrownBy(() -> throttle.begin("admin", "192.0.2.1"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void otherSpellingsAreTheSameAccount() {
    fail("admin", "192.0.2.1", 5);

    assertThatThrownBy(() -> throttle.begin(" ADMIN ", "192.0.2.1"))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void doesNotTakeManyGoodAttemptsAtOnceForFailures() throws Exception {
    List<Future<?>> attempts = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        attempts.add(
            executor.submit(() -> {
              try (LoginThrottle.Attempt attempt = throttle.begin("admin", "192.0.2.1")) {
                Thread.yield();
                attempt.succeeded();
              }
            }));
      }
    }

    for (Future<?> attempt : attempts) {
      attempt.get();
    }
  }

  private void fail(String login, String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.begin(login, address).close();
    }
  }

  private static final class StoppedClock extends Clock {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

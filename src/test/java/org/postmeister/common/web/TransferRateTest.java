package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.Networks;

/** When a connection is too slow: a table of octets and pauses, without a socket. */
class TransferRateTest {

  private static final long PATIENCE = 15_000;
  private static final long LEAST_RATE = 1024;

  @ParameterizedTest
  @CsvSource({
    // octets at a time, pause in ms, whether it is ended within a minute
    "1, 15000, true",
    "1, 1000, true",
    "100, 1000, true",
    "900, 1000, false",
    "1200, 1000, false",
    "20000, 14000, false",
    "0, 60000, true"
  })
  void endsWhatDrips(int octets, long pause, boolean ended) {
    TransferRate rate = new TransferRate(LEAST_RATE, 0);
    boolean tooSlow = false;
    rate.moved(1, true, 0);
    for (long now = pause; now <= 60_000 && !tooSlow; now += pause) {
      tooSlow = rate.isTooSlow(PATIENCE, 600_000, now);
      rate.moved(octets, true, now);
    }

    assertThat(tooSlow).isEqualTo(ended);
  }

  @Test
  void endsWhatTakesTooLongAtWhateverRate() {
    TransferRate rate = new TransferRate(LEAST_RATE, 0);
    boolean tooSlow = false;
    for (long now = 0; now <= 700_000 && !tooSlow; now += 1000) {
      rate.moved(2000, true, now);
      tooSlow = rate.isTooSlow(PATIENCE, 600_000, now);
    }

    assertThat(tooSlow).isTrue();
  }

  @Test
  void bearsSilenceWhereNothingIsExpected() {
    TransferRate rate = new TransferRate(LEAST_RATE, 0);
    rate.moved(10, true, 0);
    rate.rest(1000);

    assertThat(rate.isTooSlow(PATIENCE, 600_000, 500_000)).isFalse();
  }

  @Test
  void countsConnectionsByAddressAndWholeIpv6Networks() throws Exception {
    ConnectionsByAddress connections = new ConnectionsByAddress(2, Networks.of("127.0.0.0/8"));
    InetAddress one = InetAddress.getByName("2001:db8::1");
    InetAddress neighbour = InetAddress.getByName("2001:db8::2");
    connections.opened(one);
    assertThat(connections.hasRoom(neighbour)).isTrue();
    connections.opened(neighbour);

    assertThat(connections.hasRoom(one)).isFalse();
    assertThat(connections.hasRoom(InetAddress.getByName("2001:db8:0:1::1"))).isTrue();
    connections.closed(neighbour);
    assertThat(connections.hasRoom(one)).isTrue();
    assertThat(connections.isTrusted(InetAddress.getByName("127.1.2.3"))).isTrue();
    assertThat(connections.isTrusted(one)).isFalse();
  }
}

package org.postmeister.common.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postmeister.common.HostName;
import org.postmeister.testing.TestNames;

class HostLookupTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void aLookUpHoldsNoThreadThatRequestsNeed() throws Exception {
    TestNames.resolve("lookup.test", "192.0.2.1", "192.0.2.2");
    Callable<List<InetAddress>> lookup =
        () -> HostLookup.addresses(HostName.of("lookup.test"), LIMIT);
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(requests.submit(lookup).get())
          .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("192.0.2.2"));
    }

    assertThat(TestNames.asking("lookup.test").isVirtual()).isFalse();
  }

  @Test
  void whoAsksAgainWaitsForTheSameAnswer() throws Exception {
    TestNames.resolve("silent.test", "192.0.2.1");
    CountDownLatch silence = TestNames.silence("silent.test");
    HostName host = HostName.of("silent.test");
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<InetAddress>> first = requests.submit(() -> HostLookup.addresses(host, LIMIT));
      Awaitility.await().until(() -> TestNames.lookups("silent.test") == 1);
      assertThatThrownBy(() -> HostLookup.addresses(host, Duration.ofMillis(10)))
          .isInstanceOf(TimeoutException.class);
      silence.countDown();
      assertThat(first.get()).containsExactly(InetAddress.ofLiteral("192.0.2.1"));
    }
    assertThat(TestNames.lookups("silent.test")).isEqualTo(1);

    assertThat(HostLookup.addresses(host, LIMIT)).hasSize(1);
    assertThat(TestNames.lookups("silent.test")).isEqualTo(2);
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertThatThrownBy(() -> HostLookup.addresses(HostName.of("nobody.invalid"), LIMIT))
        .isInstanceOf(UnknownHostException.class);
  }
}

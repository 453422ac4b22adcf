package org.postmeister.common.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  void saysThatThereIsNoSuchHost() {
    assertThatThrownBy(() -> HostLookup.addresses(HostName.of("nobody.invalid"), LIMIT))
        .isInstanceOf(UnknownHostException.class);
  }
}

package org.postmeister.transport.google;

import java.time.Duration;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.testing.TestAuthority;
import org.postmeister.transport.HttpProxy;

/** Service accounts for tests without the whole application. */
public final class TestServiceAccounts {

  private TestServiceAccounts() {}

  /** For tests that need none. */
  public static ServiceAccountProvider none() {
    return at("https://localhost:1/token");
  }

  public static ServiceAccountProvider at(String tokenEndpoint) {
    return new ServiceAccountProvider(
        new GoogleProperties(tokenEndpoint, Duration.ofSeconds(5), Duration.ofMillis(1500)),
        HttpProxy.NONE,
        new TrustedAuthorityStore(TestAuthority.trusted().toString()));
  }
}

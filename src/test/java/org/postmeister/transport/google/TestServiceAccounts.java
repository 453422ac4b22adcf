package org.postmeister.transport.google;

import java.time.Duration;
import org.postmeister.common.config.TrustedAuthorities;
import org.postmeister.testing.TestAuthority;
import org.postmeister.transport.HttpProxy;

/** Service accounts for tests without the whole application. */
public final class TestServiceAccounts {

  private TestServiceAccounts() {}

  /** For tests that need none. */
  public static ServiceAccounts none() {
    return at("https://localhost:1/token");
  }

  public static ServiceAccounts at(String tokenEndpoint) {
    return new ServiceAccounts(
        new GoogleProperties(tokenEndpoint, Duration.ofSeconds(5), Duration.ofMillis(1500)),
        HttpProxy.NONE,
        new TrustedAuthorities(TestAuthority.trusted().toString()));
  }
}

package org.postmeister.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in place of this machine's DNS, for all tests with the whole application. */
public final class TestDns
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final FakeDns SERVER = new FakeDns();

  public static FakeDns server() {
    return SERVER;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of("postmeister.dns-server=" + SERVER.address()).applyTo(context);
  }
}

package org.postmeister.testing;

import java.time.Duration;
import org.postmeister.mailserver.AppRegistration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Services in place of Microsoft's, for all tests with the whole application. */
public final class TestMicrosoft
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final String SECRET = "cl1ent~secret+/=";

  private static final FakeEntra ENTRA = new FakeEntra();
  private static final FakeGraph GRAPH = new FakeGraph(ENTRA);

  public static FakeEntra entra() {
    return ENTRA;
  }

  public static FakeGraph graph() {
    return GRAPH;
  }

  /** Both answer as ever, and know one application, which may do everything, and one sender. */
  public static void reset() {
    ENTRA.reset();
    ENTRA.lifetime(Duration.ofHours(1));
    GRAPH.reset();
    register("Mail.Send", "User.Read.All", "SMTP.SendAsApp");
    GRAPH.user("noreply@example.com", "No Reply");
  }

  /** Gives the application these permissions, and no others. */
  public static void register(String... roles) {
    AppRegistration registration = TestMailServers.registration();
    ENTRA.register(
        String.valueOf(registration.directoryId()),
        String.valueOf(registration.applicationId()),
        SECRET,
        roles);
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "postmeister.microsoft.login-endpoint=" + ENTRA.url(),
            "postmeister.microsoft.graph-endpoint=" + GRAPH.url(),
            "postmeister.microsoft.answer-timeout=2s",
            "postmeister.trusted-certificates=" + TestAuthority.trusted())
        .applyTo(context);
  }
}

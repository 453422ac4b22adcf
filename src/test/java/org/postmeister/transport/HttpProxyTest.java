package org.postmeister.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.error.StartupException;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeHttpProxy;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;
import org.postmeister.transport.microsoft.MicrosoftClients;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftProperties;
import org.postmeister.transport.microsoft.Resource;
import org.postmeister.transport.microsoft.TokenSource;

/** Requests to Microsoft and Google where only a proxy gets out. */
class HttpProxyTest {

  private final FakeEntra entra =
      new FakeEntra()
          .register(
              String.valueOf(TestMailServers.registration().directoryId()),
              String.valueOf(TestMailServers.registration().applicationId()),
              TestMicrosoft.SECRET,
              "Mail.Send");
  private final FakeHttpProxy proxy = new FakeHttpProxy("postmeister:open sesame");

  @AfterEach
  void stop() {
    proxy.close();
    entra.close();
  }

  @Test
  void takesTheProxyWithNameAndPassword() throws Exception {
    try (MicrosoftClients clients = clients("postmeister", "open sesame")) {
      assertThat(source(clients).current()).isNotNull();
    }
    assertThat(proxy.targets()).isEqualTo(List.of(entra.url().replace("https://", "")));
    assertThat(entra.asked().getFirst().header("Proxy-authorization"))
        .describedAs("for the proxy only")
        .isNull();
  }

  @Test
  void takesAProxyThatAsksNobody() throws Exception {
    try (FakeHttpProxy open = new FakeHttpProxy(null);
        MicrosoftClients clients = clients(new HttpProxy(open.url(), null, null))) {
      assertThat(source(clients).current()).isNotNull();
      assertThat(open.targets()).hasSize(1);
    }
    try (MicrosoftClients clients = clients(new HttpProxy(proxy.url(), " ", null))) {
      assertThat(failure(clients)).describedAs("it wants a name").isEqualTo("proxy_refused");
    }
  }

  @Test
  void saysThatTheProxyRefuses() {
    try (MicrosoftClients clients = clients("postmeister", "sesame, open")) {
      assertThat(failure(clients)).isEqualTo("proxy_refused");
    }
    proxy.forbid();
    try (MicrosoftClients clients = clients("postmeister", "open sesame")) {
      assertThat(failure(clients)).isEqualTo("proxy_refused");
    }
    assertThat(entra.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com:3128",
        "https://proxy.example.com:3128",
        "http://proxy.example.com",
        "http://user:password@proxy.example.com:3128",
        "http://",
        "nonsense nonsense"
      })
  void refusesToStartWithWhatIsNoProxy(String url) {
    assertThatThrownBy(() -> new HttpProxy(url, null, null))
        .isInstanceOf(StartupException.class)
        .hasMessageNotContaining("password@");
  }

  @Test
  void wantsAPasswordWithTheName() {
    assertThatThrownBy(() -> new HttpProxy("http://proxy.example.com:3128", "postmeister", null))
        .isInstanceOf(StartupException.class);
    assertThat(new HttpProxy("http://proxy.example.com:3128", "postmeister", "open sesame"))
        .asString()
        .doesNotContain("sesame");
  }

  private MicrosoftClients clients(String name, String password) {
    return clients(new HttpProxy(proxy.url(), name, password));
  }

  private MicrosoftClients clients(HttpProxy through) {
    return new MicrosoftClients(
        new MicrosoftProperties(
            entra.url(), null, Duration.ofSeconds(5), Duration.ofSeconds(5), 4, 30),
        through,
        Clock.systemUTC());
  }

  private static TokenSource source(MicrosoftClients clients) {
    return clients
        .tokens()
        .of(null, TestMailServers.registration(), Secret.of(TestMicrosoft.SECRET), Resource.GRAPH);
  }

  private static String failure(MicrosoftClients clients) {
    return catchThrowableOfType(MicrosoftException.class, source(clients)::current)
        .failure()
        .code();
  }
}

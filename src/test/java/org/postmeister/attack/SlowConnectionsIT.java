package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAuthority;

/**
 * Connections that are held open stop nobody. Short in each build; with {@code
 * -Dpostmeister.test.attacks=long} as many and as long as somebody who means it.
 */
class SlowConnectionsIT {

  private static final boolean LONG = "long".equals(System.getProperty("postmeister.test.attacks"));
  private final AttackTarget target = AttackTarget.get();

  // Slow bodies stop everything.

  @ParameterizedTest
  @EnumSource(SlowConnections.Kind.class)
  void slowConnectionsStopNobody(SlowConnections.Kind kind) throws Exception {
    int count = LONG ? 2000 : 220;
    Duration length = Duration.ofSeconds(LONG ? 40 : 2);
    int port = URI.create(target.application.url("/")).getPort();
    long slowest = 0;
    long ended;
    try (SlowConnections slow = new SlowConnections(kind, port, count)) {
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        for (String path : List.of("/login", "/actuator/health")) {
          long begun = System.nanoTime();
          HttpResponse<Void> answer =
              AttackTarget.HTTP.send(
                  HttpRequest.newBuilder(URI.create(target.application.url(path)))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
          slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
          assertThat(answer.statusCode()).isEqualTo(200);
        }
        slow.drip();
        TimeUnit.MILLISECONDS.sleep(300);
      }
      ended = slow.ended();
    }
    // Shown, and not asserted: docs/security.md has the figures of a quiet machine.
    System.out.printf(
        "%d slow connections (%s): slowest answer %d ms, %d ended after %d s%n",
        count, kind, slowest, ended, length.toSeconds());
  }

  @Test
  void whatDripsIsEnded() throws Exception {
    int port = URI.create(target.application.url("/")).getPort();
    List<SlowConnections> all = new ArrayList<>();
    try {
      for (SlowConnections.Kind kind :
          List.of(
              SlowConnections.Kind.HEADERS,
              SlowConnections.Kind.FORM,
              SlowConnections.Kind.BODY,
              SlowConnections.Kind.CHUNKS)) {
        all.add(new SlowConnections(kind, port, 2));
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            all.forEach(SlowConnections::drip);
            return all.stream().allMatch(slow -> slow.ended() == 2);
          });
    } finally {
      for (SlowConnections slow : all) {
        slow.close();
      }
    }
  }

  @Test
  void whatNeverEndsItsHandshakeIsEnded(@TempDir Path other) throws Exception {
    String pem = "file:" + TestAuthority.pem(other);
    try (PackagedApplication secured =
            PackagedApplication.launch(
                other,
                Map.of("SERVER_SSL_CERTIFICATE", pem, "SERVER_SSL_CERTIFICATE_PRIVATE_KEY", pem));
        HttpClient https = HttpClient.newBuilder().sslContext(TestAuthority.trusting()).build()) {
      URI login = URI.create(secured.url("/login").replace("http:", "https:"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> status(https, login) == 200);
      try (SlowConnections slow =
          new SlowConnections(SlowConnections.Kind.TLS_HANDSHAKE, login.getPort(), 50)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> {
              assertThat(status(https, login)).isEqualTo(200);
              return slow.ended() == 50;
            });
      }
    }
  }

  private static int status(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}

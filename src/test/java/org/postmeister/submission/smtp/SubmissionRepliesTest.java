package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.testing.PostmeisterTest;

/** What the library answers itself says why, too (RFC 2034). */
@PostmeisterTest
class SubmissionRepliesTest extends SubmissionTestCase {

  @ParameterizedTest
  @CsvSource({
    "FROBNICATE, 500 5.5.1",
    "ETRN example.org, 500 5.5.1",
    "GET / HTTP/1.1, 500 5.5.1",
    "X, 500 5.5.2",
    "'', 500 5.5.2",
    "'        ', 500 5.5.2",
    "NOOPX, 500 5.5.2",
    "EXPN list, 502 5.5.1"
  })
  void whatIsNoCommandIsToldSo(String line, String reply) throws IOException {
    for (boolean tls : new boolean[] {false, true}) {
      try (RawSmtpClient client = RawSmtpClient.plain(port())) {
        if (tls) {
          client.startTls();
        }
        assertThat(client.ask(line)).startsWith(reply + " ");
        assertThat(client.ask("NOOP")).startsWith("250");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"long", "NO\nOP", "NO\rOP", "NOOP \u00ff"})
  void whatIsNoLineEndsTheConnection(String line) throws IOException {
    for (int port : submission.ports()) {
      try (RawSmtpClient client =
          port == port() ? RawSmtpClient.plain(port) : RawSmtpClient.tls(port)) {
        String sent = line.equals("long") ? "NOOP " + "x".repeat(993) : line + "\r\n";
        client.send(sent.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(client.read()).startsWith("501 5.5.2 ");
        assertThat(client.read()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNoCommandIsNotTakenForEver() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask(i % 2 == 0 ? "FROBNICATE" : "X")).startsWith("500 5.5.");
      }
      assertThat(client.ask("FROBNICATE")).startsWith("421 4.7.0 Too many errors");
      assertThat(client.read()).isEmpty();
    }
  }

  @Test
  void greetingsHaveNoSuchCode() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(port())) {
      assertThat(client.greeting()).startsWith("220 submission.example.net ESMTP");
      assertThat(client.ask("EHLO client.example.org")).startsWith("250-submission.example.net");
      assertThat(client.ask("HELO client.example.org")).isEqualTo("250 submission.example.net");
    }
  }
}

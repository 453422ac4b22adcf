package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.testing.PostmeisterTest;

/** Load balancers that say who the client is (PROXY protocol, version 2), octet by octet. */
@PostmeisterTest
class SubmissionProxyTest extends SubmissionTestCase {

  private static final String BALANCER = "127.0.0.6";
  private static final String IPV4 = "c0000207 7f000001 1267 024b";
  private static final String IPV6 =
      "20010db8000000000000000000000007 00000000000000000000000000000001 1267 024b";

  @Test
  void listedLoadBalancersSayWhoTheClientIs() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.proxied(port(), "127.0.0.6", "192.0.2.7")) {
      client.startTls();
      assertThat(client.signIn("acme", token)).startsWith("235");
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      client.send(MESSAGE);
      assertThat(client.read()).startsWith("250");
    }
    assertThat(sent())
        .singleElement()
        .extracting(Message::origin)
        .isEqualTo(new MessageOrigin(MessageOrigin.Via.SMTP, "192.0.2.7"));
  }

  @Test
  void othersAreNotBelievedWhoTheyAre() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.proxied(port(), "127.0.0.8", "192.0.2.7")) {
      // What they say is no command.
      assertThat(client.greeting()).startsWith("220");
      assertThat(client.read()).startsWith("5");
    }
  }

  /** Its health checks, and clients of no family that is known here, count as its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOCAL, unspecified        | 20 00 | ''   | 0    | 127.0.0.6
          LOCAL with TLVs           | 20 00 | ''   | 300  | 127.0.0.6
          LOCAL, yet with addresses | 20 11 | IPV4 | 0    | 127.0.0.6
          PROXY, unspecified        | 21 00 | ''   | 0    | 127.0.0.6
          PROXY, UNIX sockets       | 21 31 | ''   | 216  | 127.0.0.6
          IPv4                      | 21 11 | IPV4 | 0    | 192.0.2.7
          IPv4, length of 127       | 21 11 | IPV4 | 115  | 192.0.2.7
          IPv4, length of 128       | 21 11 | IPV4 | 116  | 192.0.2.7
          IPv4, length of 255       | 21 11 | IPV4 | 243  | 192.0.2.7
          IPv4, length of 256       | 21 11 | IPV4 | 244  | 192.0.2.7
          IPv4, length of 4000      | 21 11 | IPV4 | 3988 | 192.0.2.7
          IPv6                      | 21 21 | IPV6 | 0    | 2001:db8::7
          IPv6, length of 200       | 21 21 | IPV6 | 164  | 2001:db8::7
          """)
  void knowsWhoIsThere(String what, String kind, String addresses, int more, String client)
      throws IOException {
    byte[] header = header(kind, addresses, more);
    for (int port : submission.ports()) {
      try (RawSmtpClient balancer = RawSmtpClient.proxied(port, BALANCER, header, port != port())) {
        assertThat(balancer.greeting()).as(what).startsWith("220 ");
        assertThat(balancer.ask("EHLO balancer")).startsWith("250-");
        if (port == port()) {
          balancer.startTls();
        }
        assertThat(balancer.signIn("acme", token)).startsWith("235");
        balancer.ask("MAIL FROM:<noreply@example.com>");
        balancer.ask("RCPT TO:<a@example.org>");
        balancer.ask("DATA");
        balancer.send(MESSAGE.replace("<1@", "<" + port + "@"));
        assertThat(balancer.read()).startsWith("250 2.0.0");
        assertThat(balancer.ask("QUIT")).startsWith("221");
      }
    }
    assertThat(sent())
        .hasSize(2)
        .extracting(Message::origin)
        .containsOnly(new MessageOrigin(MessageOrigin.Via.SMTP, client));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0d0a0d0a000d0a515549540a 11 11 0000",
        "0d0a0d0a000d0a515549540a 22 11 0000",
        "0d0a0d0a000d0a515549540a 21 11 0004 c0000207",
        "0d0a0d0a000d0a515549540a 21 21 000c c0000207 7f000001 1267 024b",
        "45484c4f20636c69656e742e6578616d706c650d0a"
      })
  void whateverIsNoHeaderIsRefused(String hex) throws IOException {
    byte[] header = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (RawSmtpClient balancer = RawSmtpClient.proxied(port(), BALANCER, header, false)) {
      assertThat(balancer.greeting()).startsWith("503 5.5.1 ");
      assertThat(balancer.read()).isEmpty();
    }
  }

  private static byte[] header(String kind, String addresses, int more) {
    String text = addresses.equals("IPV4") ? IPV4 : addresses.equals("IPV6") ? IPV6 : "";
    byte[] known = HexFormat.of().parseHex(text.replace(" ", ""));
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + kind.replace(" ", "")));
    header.writeBytes(ByteBuffer.allocate(2).putShort((short) (known.length + more)).array());
    header.writeBytes(known);
    header.writeBytes(new byte[more]);
    return header.toByteArray();
  }
}

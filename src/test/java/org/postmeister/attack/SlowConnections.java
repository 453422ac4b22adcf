package org.postmeister.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many connections of one kind, each of which sends next to nothing and reads nothing. */
final class SlowConnections implements AutoCloseable {

  private static final String HOST = "Host: localhost\r\n";

  /** In which way they are slow, and what each of them begins with. */
  enum Kind {
    HEADERS("GET /login HTTP/1.1\r\n" + HOST + "X-Slow: "),
    FORM(
        "POST /login HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 100000\r\n\r\nusername="),
    BODY(
        "POST /api/v1/invitations/x HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"),
    CHUNKS(
        "POST /api/v1/invitations/x HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nEA60\r\n{"),
    ANSWER(("GET /api/v1/swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\n" + HOST + "\r\n").repeat(4)),
    // The beginning of a ClientHello, as a proxy passes it on that does not end TLS itself.
    TLS_HANDSHAKE("\u0016\u0003\u0001\u0001\u0000"),
    NOTHING(""),
    WEBSOCKET(
        "GET /VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket"
            + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1 HTTP/1.1\r\n"
            + HOST
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

    private final byte[] opening;

    Kind(String opening) {
      this.opening = opening.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final Kind kind;
  private final List<SocketChannel> channels = new ArrayList<>();

  SlowConnections(Kind kind, int port, int count) throws IOException, InterruptedException {
    this.kind = kind;
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      // What is not read shall not be in the way of what is measured.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      write(channel, kind.opening);
      channels.add(channel);
      if (i % 50 == 49) {
        // Not faster than connections can be accepted.
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** One more octet on each. */
  void drip() {
    byte[] next = kind == Kind.ANSWER || kind == Kind.WEBSOCKET ? new byte[0] : new byte[] {'x'};
    channels.forEach(channel -> write(channel, next));
  }

  /** How many the server has ended. */
  long ended() {
    return channels.stream().filter(SlowConnections::isEnded).count();
  }

  private static boolean isEnded(SocketChannel channel) {
    ByteBuffer some = ByteBuffer.allocate(65_536);
    try {
      int count = channel.read(some);
      while (count > 0) {
        count = channel.read(some.clear());
      }
      return count < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private static void write(SocketChannel channel, byte[] octets) {
    try {
      channel.write(ByteBuffer.wrap(octets));
    } catch (IOException endedByTheServer) {
      // That is what is wanted of it.
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}

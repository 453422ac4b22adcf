package org.postmeister.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands messages over as fast as they are taken, or at a rate, over connections that stay open. As
 * little work as possible, since it shares the machine with what it measures.
 */
final class HttpLoad {

  private final int port;
  private final byte[] request;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  HttpLoad(int port, String path, String authorization, String json) {
    this.port = port;
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Authorization: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, authorization, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
  }

  /**
   * Sends so many messages and waits until all are accepted.
   *
   * @param perSecond 0 for as many as possible
   */
  void run(int messages, int connections, double perSecond) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    long begun = System.nanoTime();
    Thread[] threads = new Thread[connections];
    for (int i = 0; i < connections; i++) {
      threads[i] = Thread.ofPlatform().start(() -> send(next, messages, begun, perSecond));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void send(AtomicLong next, int messages, long begun, double perSecond) {
    long number = next.getAndIncrement();
    while (number < messages) {
      try (Socket socket = new Socket("localhost", port)) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
        boolean open = true;
        while (open && number < messages) {
          await(begun, number, perSecond);
          socket.getOutputStream().write(request);
          open = answer(in);
          number = next.getAndIncrement();
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Waits until it is the turn of a message of a load that began then. */
  static void await(long begun, long number, double perSecond) {
    if (perSecond > 0) {
      long due = begun + (long) (number / perSecond * 1e9);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  /** Whether the connection stays open. */
  private boolean answer(InputStream in) throws IOException {
    String first = line(in);
    int length = -1;
    boolean chunked = false;
    boolean close = false;
    String header = line(in);
    while (!header.isEmpty()) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      close |= lower.equals("connection: close");
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      header = line(in);
    }
    if (chunked) {
      int chunk = Integer.parseInt(line(in), 16);
      while (chunk > 0) {
        in.skipNBytes(chunk + 2L);
        chunk = Integer.parseInt(line(in), 16);
      }
      line(in);
    } else if (length > 0) {
      in.skipNBytes(length);
    }
    (first.startsWith("HTTP/1.1 20") ? accepted : refused).incrementAndGet();
    return !close;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet != '\n') {
      if (octet < 0) {
        throw new IOException("The server has hung up");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
      octet = in.read();
    }
    return line.toString();
  }

  long accepted() {
    return accepted.get();
  }

  long refused() {
    return refused.get();
  }
}

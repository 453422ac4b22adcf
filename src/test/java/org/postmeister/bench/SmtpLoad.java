package org.postmeister.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same as {@link HttpLoad} over SMTP: at a rate, which {@code smtp-source} has no option for.
 */
final class SmtpLoad {

  private static final String ENVELOPE =
      """
      MAIL FROM:<noreply@example.com>
      RCPT TO:<b@example.org>
      DATA
      """;

  private final int port;
  private final String text;

  SmtpLoad(int port, int octets) {
    this.port = port;
    this.text = ("x".repeat(68) + "\r\n").repeat(octets / 70);
  }

  /** Sends so many messages and waits until all are accepted. */
  void run(int messages, int sessions, double perSecond) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    long begun = System.nanoTime();
    Thread[] threads = new Thread[sessions];
    for (int i = 0; i < sessions; i++) {
      threads[i] = Thread.ofPlatform().start(() -> send(next, messages, begun, perSecond));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void send(AtomicLong next, int messages, long begun, double perSecond) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      require(in, "220");
      say(socket, "HELO localhost\r\n");
      require(in, "250");
      for (long number = next.getAndIncrement();
          number < messages;
          number = next.getAndIncrement()) {
        HttpLoad.await(begun, number, perSecond);
        for (String command : ENVELOPE.lines().toList()) {
          say(socket, command + "\r\n");
          require(in, command.equals("DATA") ? "354" : "250");
        }
        say(
            socket,
            """
            From: noreply@example.com\r
            To: b@example.org\r
            Subject: Message\r
            Message-ID: <%d.%d@example.com>\r
            \r
            %s.\r
            """
                .formatted(begun, number, text));
        require(in, "250");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void require(BufferedReader in, String status) throws IOException {
    String reply = in.readLine();
    if (reply == null || !reply.startsWith(status)) {
      throw new IOException("Unexpected reply: " + reply);
    }
  }
}

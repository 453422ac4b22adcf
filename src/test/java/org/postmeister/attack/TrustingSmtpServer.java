package org.postmeister.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server as others smuggle messages into: CR, LF and CR LF all end a line, and a dot alone
 * on a line ends a message. It keeps who the messages were from and throws away the rest.
 */
final class TrustingSmtpServer implements AutoCloseable {

  private final ServerSocket listener;
  private final List<String> envelopes = new CopyOnWriteArrayList<>();

  TrustingSmtpServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** All MAIL and RCPT commands. */
  List<String> envelopes() {
    return envelopes;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      say(socket, "220 trusting.example");
      String line = in.readLine();
      while (line != null) {
        switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
          case "EHLO" -> say(socket, "250-trusting.example\r\n250-SMTPUTF8\r\n250 8BITMIME");
          case "DATA" -> {
            say(socket, "354 go ahead");
            while (line != null && !line.equals(".")) {
              line = in.readLine();
            }
            say(socket, "250 2.0.0 taken");
          }
          case "MAIL", "RCPT" -> {
            envelopes.add(line);
            say(socket, "250 2.1.0 ok");
          }
          default -> say(socket, "250 2.0.0 ok");
        }
        line = in.readLine();
      }
    } catch (IOException e) {
      // Clients hang up.
    }
  }

  private static void say(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

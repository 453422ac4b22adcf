package org.postmeister.submission.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLSocket;
import org.postmeister.testing.TestAuthority;

/** A client that sends exactly what a test says. */
final class RawSmtpClient implements AutoCloseable {

  private Socket socket;
  private BufferedReader in;
  private OutputStream out;

  private RawSmtpClient(Socket socket) throws IOException {
    use(socket);
  }

  /** Without TLS; the greeting has been read. */
  static RawSmtpClient plain(int port) throws IOException {
    return greeted(new Socket("127.0.0.1", port));
  }

  /** Without TLS, from another address of this machine. */
  static RawSmtpClient from(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    return greeted(socket);
  }

  /** With TLS from the beginning; the greeting has been read. */
  static RawSmtpClient tls(int port) throws IOException {
    return greeted(TestAuthority.trusting().getSocketFactory().createSocket("localhost", port));
  }

  private static RawSmtpClient greeted(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    RawSmtpClient client = new RawSmtpClient(socket);
    client.read();
    return client;
  }

  private void use(Socket now) throws IOException {
    socket = now;
    in = new BufferedReader(new InputStreamReader(now.getInputStream(), StandardCharsets.UTF_8));
    out = now.getOutputStream();
  }

  /** Starts TLS, and greets again. */
  RawSmtpClient startTls() throws IOException {
    ask("EHLO client.example.org");
    ask("STARTTLS");
    SSLSocket tls =
        (SSLSocket)
            TestAuthority.trusting()
                .getSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), true);
    tls.startHandshake();
    use(tls);
    ask("EHLO client.example.org");
    return this;
  }

  /** Signs in with PLAIN. */
  String signIn(String user, String password) throws IOException {
    return ask(
        "AUTH PLAIN "
            + Base64.getEncoder()
                .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a line, and reads the reply. */
  String ask(String line) throws IOException {
    send(line + "\r\n");
    return read();
  }

  void send(String raw) throws IOException {
    out.write(raw.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The next reply, with all its lines; empty if the connection has been closed. */
  String read() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line = in.readLine();
    while (line != null) {
      reply.append(line).append('\n');
      if (line.length() < 4 || line.charAt(3) != '-') {
        break;
      }
      line = in.readLine();
    }
    return reply.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package org.postmeister.submission.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.postmeister.testing.TestAuthority;

/** A client that sends exactly what a test says. */
public final class RawSmtpClient implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private Socket socket;
  private String greeting = "";
  private BufferedReader in;
  private OutputStream out;

  private RawSmtpClient(Socket socket) throws IOException {
    use(socket);
  }

  /** Without TLS; the greeting has been read. */
  public static RawSmtpClient plain(int port) throws IOException {
    return greeted(new Socket(LOOPBACK, port));
  }

  /** The same from another address of this machine. */
  public static RawSmtpClient plain(int port, String from) throws IOException {
    return greeted(new Socket(LOOPBACK, port, InetAddress.getByName(from), 0));
  }

  /** As a load balancer: says for whom it connects (PROXY protocol, version 2), then waits. */
  static RawSmtpClient proxied(int port, String balancer, String client) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(28);
    header.put("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII));
    // Version 2 and PROXY, IPv4 and TCP, and how long the addresses are.
    header.put((byte) 0x21).put((byte) 0x11).putShort((short) 12);
    header.put(InetAddress.getByName(client).getAddress());
    header.put(InetAddress.getByName(LOOPBACK).getAddress());
    header.putShort((short) 4711).putShort((short) port);
    return proxied(port, balancer, header.array(), false);
  }

  /** As a load balancer that says something else first. */
  static RawSmtpClient proxied(int port, String balancer, byte[] first, boolean tls)
      throws IOException {
    Socket socket = new Socket(LOOPBACK, port, InetAddress.getByName(balancer), 0);
    socket.getOutputStream().write(first);
    return greeted(
        tls
            ? TestAuthority.trusting()
                .getSocketFactory()
                .createSocket(socket, "localhost", port, true)
            : socket);
  }

  /** With TLS from the beginning; the greeting has been read. */
  public static RawSmtpClient tls(int port) throws IOException {
    return greeted(TestAuthority.trusting().getSocketFactory().createSocket("localhost", port));
  }

  /** The same from another address of this machine. */
  public static RawSmtpClient tls(int port, String from) throws IOException {
    return greeted(
        TestAuthority.trusting()
            .getSocketFactory()
            .createSocket(LOOPBACK, port, InetAddress.getByName(from), 0));
  }

  private static RawSmtpClient greeted(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    RawSmtpClient client = new RawSmtpClient(socket);
    client.greeting = client.read();
    return client;
  }

  private void use(Socket now) throws IOException {
    socket = now;
    in = new BufferedReader(new InputStreamReader(now.getInputStream(), StandardCharsets.UTF_8));
    out = now.getOutputStream();
  }

  /** What the server said first; empty if it closed the connection. */
  public String greeting() {
    return greeting;
  }

  /** How long it waits for each reply. */
  public void patience(Duration longest) throws IOException {
    socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
  }

  /** Starts TLS, and greets again. */
  public RawSmtpClient startTls() throws IOException {
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
  public String signIn(String user, String password) throws IOException {
    return ask(
        "AUTH PLAIN "
            + Base64.getEncoder()
                .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8)));
  }

  /** Whose certificate the server has shown. */
  String certificate() throws SSLPeerUnverifiedException {
    return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
  }

  /** Sends a line, and reads the reply. */
  public String ask(String line) throws IOException {
    send(line + "\r\n");
    return read();
  }

  public void send(String raw) throws IOException {
    send(raw.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] raw) throws IOException {
    out.write(raw);
    out.flush();
  }

  /** The next reply, with all its lines; empty if the connection has been closed. */
  public String read() throws IOException {
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

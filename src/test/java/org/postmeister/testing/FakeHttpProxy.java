package org.postmeister.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy that only opens tunnels, for who has the right name and password. */
public final class FakeHttpProxy implements AutoCloseable {

  private final ServerSocket server;
  private final @Nullable String credentials;
  private final List<String> targets = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean forbidding;

  /**
   * @param credentials name and password with a colon between them, null for everybody
   */
  public FakeHttpProxy(@Nullable String credentials) {
    this.credentials = credentials;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** Permits no target from now on. */
  public void forbid() {
    forbidding = true;
  }

  /** To where tunnels were opened. */
  public List<String> targets() {
    return List.copyOf(targets);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
      String request = in.readLine();
      String given = null;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("Proxy-Authorization: Basic ")) {
          given =
              new String(Base64.getDecoder().decode(line.substring(27)), StandardCharsets.UTF_8);
        }
      }
      if (request == null || !request.startsWith("CONNECT ")) {
        answer(client, "405 Method Not Allowed", "");
      } else if (credentials != null && !credentials.equals(given)) {
        answer(
            client,
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
      } else if (forbidding) {
        answer(client, "403 Forbidden", "");
      } else {
        tunnel(client, request.split(" ", -1)[1]);
      }
    } catch (IOException closed) {
      // One of both ends has had enough.
    }
  }

  private void tunnel(Socket client, String target) throws IOException {
    targets.add(target);
    int colon = target.lastIndexOf(':');
    try (Socket far =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  far.getInputStream().transferTo(client.getOutputStream());
                  client.close();
                } catch (IOException closed) {
                  // One of both ends has had enough.
                }
              });
      client.getInputStream().transferTo(far.getOutputStream());
      far.shutdownOutput();
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(Socket client, String status, String header) throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.postmeister.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A service on loopback with TLS. It answers as its subclass does, unless it is told to answer
 * otherwise, to stall or to cut the connection.
 */
public abstract class FakeHttpsService implements AutoCloseable {

  /** What it was asked. */
  public record Asked(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** An answer. */
  public record Answer(int status, String contentType, String body, Map<String, String> headers) {

    public static Answer json(int status, String body) {
      return new Answer(status, "application/json; charset=utf-8", body, Map.of());
    }

    public static Answer html(int status, String title) {
      return new Answer(
          status, "text/html", "<html><title>" + title + "</title>No.</html>", Map.of());
    }

    public static Answer empty(int status) {
      return new Answer(status, "", "", Map.of());
    }

    public Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, contentType, body, more);
    }
  }

  private static final Answer STALL = Answer.empty(-1);
  private static final Answer CUT = Answer.empty(-2);

  private record Told(String pathPart, Answer answer) {}

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Told told;

  protected FakeHttpsService(SSLContext tls) {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Base URL. */
  public String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** Everything it was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Answers requests whose path contains the text with this from now on. */
  public void answer(String pathPart, Answer answer) {
    told = new Told(pathPart, answer);
  }

  /** Takes requests whose path contains the text and never answers. */
  public void stall(String pathPart) {
    answer(pathPart, STALL);
  }

  /** Takes requests whose path contains the text and closes the connection. */
  public void cut(String pathPart) {
    answer(pathPart, CUT);
  }

  /** Answers as ever and forgets what it was asked. */
  public void reset() {
    told = null;
    asked.clear();
  }

  /** The answer when nobody has told it otherwise. */
  protected abstract Answer serve(Asked request);

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getRequestHeaders();
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              // With "+" for a space, as most servers read it.
              URLDecoder.decode(
                  Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                  StandardCharsets.UTF_8),
              headers,
              exchange.getRequestBody().readAllBytes());
      asked.add(request);
      Told now = told;
      Answer answer =
          now != null && request.path().contains(now.pathPart()) ? now.answer() : serve(request);
      if (answer == STALL) {
        closed.await();
      }
      if (answer == STALL || answer == CUT) {
        return;
      }
      // As the real ones do.
      String encodings = String.valueOf(headers.getFirst("Accept-Encoding"));
      send(exchange, answer, encodings.contains("gzip"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer, boolean compressed)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (compressed && body.length > 0) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(body);
      }
      body = out.toByteArray();
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (!answer.contentType().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

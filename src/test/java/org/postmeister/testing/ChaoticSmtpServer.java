package org.postmeister.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A server that counts what it takes by Message-ID and, when it is told to, misbehaves at random:
 * it drops the connection at each command and after DATA, answers 4xx, 5xx and 421, is slow, and
 * talks nonsense.
 */
public final class ChaoticSmtpServer implements AutoCloseable {

  private static final Duration TARPIT = Duration.ofMillis(400);
  // Longer than anybody's patience in the tests.
  private static final Duration FOR_EVER = Duration.ofSeconds(8);

  private final ServerSocket listener;
  private final double misbehaviour;
  private final Duration delay;
  private final RandomGenerator random;
  private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> unanswered = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** One that behaves, and needs a while for each message. */
  public ChaoticSmtpServer(Duration delay) {
    this(0, 0, delay);
  }

  /**
   * @param misbehaviour how often, of all commands: 0 for never, 1 for always
   * @param seed of the random numbers, so that what happened can happen again
   */
  public ChaoticSmtpServer(double misbehaviour, long seed) {
    this(misbehaviour, seed, Duration.ZERO);
  }

  private ChaoticSmtpServer(double misbehaviour, long seed, Duration delay) {
    this.misbehaviour = misbehaviour;
    this.delay = delay;
    // As in java.util.Random, each call is safe for several threads.
    this.random = new java.util.Random(seed);
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections there were at the same time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** How often each message was taken, by Message-ID, answered or not. */
  public Map<String, Integer> taken() {
    Map<String, Integer> all = new ConcurrentHashMap<>();
    taken.forEach((id, count) -> all.put(id, count.get()));
    return all;
  }

  /** Of those, how often the answer never left. */
  public Map<String, Integer> unanswered() {
    Map<String, Integer> all = new ConcurrentHashMap<>();
    unanswered.forEach((id, count) -> all.put(id, count.get()));
    return all;
  }

  /** How often a message was taken again although its sender could hear that it had been. */
  public int heardTwice() {
    Map<String, Integer> unheard = unanswered();
    return taken().entrySet().stream()
        .mapToInt(message -> message.getValue() - unheard.getOrDefault(message.getKey(), 0))
        .map(heard -> Math.max(0, heard - 1))
        .sum();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        mostAtOnce.accumulateAndGet(
            (int) open.stream().filter(each -> !each.isClosed()).count(), Math::max);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** What to do in place of the right answer. */
  private enum Whim {
    NONE,
    DROP,
    LATER,
    NEVER,
    CLOSING,
    SLOW,
    SILENT,
    NONSENSE
  }

  private Whim whim() {
    if (random.nextDouble() >= misbehaviour) {
      return Whim.NONE;
    }
    return Whim.values()[1 + random.nextInt(Whim.values().length - 1)];
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      if (!say(socket, "220 chaotic.example ESMTP", true)) {
        return;
      }
      String line = in.readLine();
      while (line != null) {
        boolean goOn =
            switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
              case "EHLO", "HELO" -> say(socket, "250-chaotic.example\r\n250 8BITMIME", false);
              case "DATA" -> data(socket, in);
              case "QUIT" -> {
                say(socket, "221 bye", false);
                yield false;
              }
              case "MAIL", "RCPT" -> say(socket, "250 2.1.0 ok", true);
              default -> say(socket, "250 ok", false);
            };
        if (!goOn) {
          return;
        }
        line = in.readLine();
      }
    } catch (IOException | InterruptedException e) {
      // Whoever is killed in the middle hangs up.
    } finally {
      open.remove(socket);
    }
  }

  private boolean data(Socket socket, BufferedReader in) throws IOException, InterruptedException {
    if (!say(socket, "354 go on", false)) {
      return false;
    }
    String id = "";
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      if (line.regionMatches(true, 0, "Message-ID: ", 0, 12)) {
        id = line.substring(12).strip();
      }
      line = in.readLine();
    }
    if (line == null) {
      return false;
    }
    Whim whim = whim();
    switch (whim) {
      case DROP, NONSENSE, SILENT -> {
        // It has the message, and nobody will ever know.
        count(taken, id);
        count(unanswered, id);
        if (whim == Whim.NONSENSE) {
          write(socket, "\u0001\u0002 what?");
        } else if (whim == Whim.SILENT) {
          Thread.sleep(FOR_EVER);
        }
        return false;
      }
      case CLOSING -> {
        write(socket, "421 4.3.2 closing");
        return false;
      }
      case LATER -> {
        write(socket, "451 4.3.0 later");
        return true;
      }
      case NEVER -> {
        write(socket, "554 5.7.1 never");
        return true;
      }
      case SLOW -> Thread.sleep(TARPIT);
      case NONE -> Thread.sleep(delay);
    }
    count(taken, id);
    try {
      write(socket, "250 2.0.0 taken");
    } catch (IOException e) {
      count(unanswered, id);
      throw e;
    }
    return true;
  }

  private boolean say(Socket socket, String reply, boolean mayRefuse)
      throws IOException, InterruptedException {
    switch (whim()) {
      case DROP -> {
        return false;
      }
      case CLOSING -> {
        write(socket, "421 4.3.2 closing");
        return false;
      }
      case LATER -> write(socket, mayRefuse ? "450 4.2.0 later" : reply);
      case NEVER -> write(socket, mayRefuse ? "550 5.1.1 never" : reply);
      case NONSENSE -> {
        write(socket, "what do you mean?");
        return false;
      }
      case SLOW -> {
        Thread.sleep(TARPIT);
        write(socket, reply);
      }
      case SILENT -> {
        Thread.sleep(FOR_EVER);
        return false;
      }
      case NONE -> write(socket, reply);
    }
    return true;
  }

  private static void write(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void count(Map<String, AtomicInteger> counts, String id) {
    counts.computeIfAbsent(id, added -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

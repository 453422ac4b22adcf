package org.postmeister.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that answers each command as told, so that every way of failing can be had.
 * It is no mail server: those that accept mail in tests are others' (SubEthaSMTP, Postfix).
 */
public final class ScriptedSmtpServer implements AutoCloseable {

  /** Instead of a reply: the connection is closed. */
  public static final String HANG_UP = "(hang up)";

  /** Instead of a reply: nothing, for ever. */
  public static final String SILENCE = "(silence)";

  /** Instead of a reply: a refusal that repeats the command. */
  public static final String ECHO = "(echo)";

  private final ServerSocket listener;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final List<String> extensions = new ArrayList<>();
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private int messagesPerConnection = Integer.MAX_VALUE;
  private volatile @Nullable String whenToldAtOnce;
  private volatile boolean toldAtOnce;
  private @Nullable SSLContext startTls;
  private @Nullable SSLContext implicitTls;

  public ScriptedSmtpServer() {
    this(InetAddress.getLoopbackAddress());
  }

  public ScriptedSmtpServer(InetAddress address) {
    this(address, 0);
  }

  /**
   * @param port 0 for one that is free
   */
  public ScriptedSmtpServer(InetAddress address, int port) {
    try {
      listener = new ServerSocket(port, 10, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    on("greeting", "220 scripted.example ESMTP");
    on("AUTH", "235 2.7.0 welcome");
    on("MAIL", "250 2.1.0 sender ok");
    on("RCPT", "250 2.1.5 recipient ok");
    on("DATA", "354 go ahead");
    on(".", "250 2.0.0 queued as 4711");
    on("QUIT", "221 bye");
    on("RSET", "250 reset");
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Answers a command, known by its verb or as a whole; {@code greeting} and {@code .} are verbs
   * too.
   */
  public ScriptedSmtpServer on(String verb, String reply) {
    replies.put(verb, reply);
    return this;
  }

  /** Offers an extension in the answer to EHLO. */
  public ScriptedSmtpServer offering(String extension) {
    extensions.add(extension);
    return this;
  }

  public ScriptedSmtpServer withStartTls(SSLContext context) {
    startTls = context;
    return offering("STARTTLS");
  }

  public ScriptedSmtpServer withImplicitTls(SSLContext context) {
    implicitTls = context;
    return this;
  }

  /** What was said to it, line by line, the message's lines included. */
  public List<String> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  /** Hangs up after so many messages on a connection, as servers do that limit them. */
  public ScriptedSmtpServer closingAfter(int messages) {
    messagesPerConnection = messages;
    return this;
  }

  /**
   * Does not understand what is said before it has answered, although it may have offered to.
   *
   * @param reply to each such command, or instead of it {@link #HANG_UP} or {@link #SILENCE}
   */
  public ScriptedSmtpServer whenToldAtOnce(String reply) {
    whenToldAtOnce = reply;
    return this;
  }

  /** Whether anybody has said something before the answer to what was said before. */
  public boolean isToldAtOnce() {
    return toldAtOnce;
  }

  /** Lets a while pass before each answer to a command. */
  public ScriptedSmtpServer slowly(String verb, Duration delay) {
    delays.put(verb, delay);
    return this;
  }

  /** Hangs up on everybody. */
  public void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** How often somebody has connected. */
  public int connections() {
    return open.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      Socket socket = implicitTls == null ? plain : secured(plain, implicitTls);
      if (!answer(socket, "greeting")) {
        return;
      }
      converse(socket);
    } catch (IOException e) {
      // Clients hang up whenever a test wants them to.
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader reader = reader(socket);
    String line = reader.readLine();
    int messages = 0;
    boolean ahead = false;
    while (line != null) {
      commands.add(line);
      toldAtOnce |= ahead;
      String clumsy = whenToldAtOnce;
      if (ahead && clumsy != null) {
        if (clumsy.equals(HANG_UP)) {
          return;
        }
        if (!clumsy.equals(SILENCE)) {
          say(socket, clumsy);
        }
        ahead = reader.ready();
        line = reader.readLine();
        continue;
      }
      ahead = reader.ready();
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (verb.equals("STARTTLS") && startTls != null && !replies.containsKey("STARTTLS")) {
        say(socket, "220 begin");
        converse(secured(socket, startTls));
        return;
      }
      if (verb.equals("BDAT") && !replies.containsKey(verb)) {
        octets(reader, Integer.parseInt(line.split(" ")[1]));
        if (!answer(socket, ".") || ++messages == messagesPerConnection) {
          return;
        }
        ahead = false;
        line = reader.readLine();
        continue;
      }
      boolean goOn =
          verb.equals("EHLO") && !replies.containsKey(verb)
              ? ehlo(socket)
              : answer(socket, known(line, verb));
      if (!goOn) {
        return;
      }
      if (verb.equals("DATA")
          && replies.get("DATA").startsWith("354")
          && (!message(socket, reader) || ++messages == messagesPerConnection)) {
        return;
      }
      ahead &= !verb.equals("DATA");
      line = reader.readLine();
    }
  }

  // A whole line, or its first words, may have an answer of their own.
  private String known(String line, String verb) {
    String[] words = line.split(" ", 3);
    String two = words.length > 1 ? words[0] + " " + words[1] : line;
    return replies.containsKey(line) ? line : replies.containsKey(two) ? two : verb;
  }

  // What was said, line by line, as after DATA.
  private void octets(BufferedReader reader, int count) throws IOException {
    StringBuilder content = new StringBuilder();
    int left = count;
    while (left > 0) {
      int next = reader.read();
      if (next < 0) {
        return;
      }
      content.append((char) next);
      left -= next < 0x80 ? 1 : next < 0x800 || Character.isSurrogate((char) next) ? 2 : 3;
    }
    commands.addAll(content.toString().lines().toList());
  }

  private boolean message(Socket socket, BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (line != null && !line.equals(".")) {
      commands.add(line);
      line = reader.readLine();
    }
    return answer(socket, ".");
  }

  private boolean ehlo(Socket socket) throws IOException {
    StringBuilder reply = new StringBuilder("250-scripted.example\r\n");
    extensions.stream()
        .filter(extension -> !(extension.equals("STARTTLS") && socket instanceof SSLSocket))
        .forEach(extension -> reply.append("250-").append(extension).append("\r\n"));
    say(socket, reply + "250 8BITMIME");
    return true;
  }

  private boolean answer(Socket socket, String verb) throws IOException {
    String reply = replies.getOrDefault(verb, "502 5.5.1 what?");
    LockSupport.parkNanos(delays.getOrDefault(verb, Duration.ZERO).toNanos());
    return switch (reply) {
      case HANG_UP -> false;
      case SILENCE -> {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        yield false;
      }
      case ECHO -> {
        say(socket, "535 what is " + commands.getLast() + "?");
        yield true;
      }
      default -> {
        say(socket, reply);
        yield true;
      }
    };
  }

  private static void say(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static SSLSocket secured(Socket plain, SSLContext context) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  @Override
  public void close() {
    try {
      listener.close();
      hangUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

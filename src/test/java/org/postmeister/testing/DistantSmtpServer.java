package org.postmeister.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as there are some far away: each answer needs the round trip, messages are looked
 * through first, and it has limits. It understands several commands at once. It throws away what it
 * takes.
 */
public final class DistantSmtpServer implements AutoCloseable {

  /** Where a connection over the limit, or a message, is refused or kept waiting. */
  public enum Step {
    GREETING,
    EHLO,
    STARTTLS,
    HANDSHAKE,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    CONTENT,
    END
  }

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final ArrayDeque<Long> takenAt = new ArrayDeque<>();
  private final Map<String, Integer> messages = new ConcurrentHashMap<>();
  private volatile Duration roundTrip = Duration.ZERO;
  private volatile IntFunction<Duration> thinking = number -> Duration.ZERO;
  private volatile boolean pipelining = true;
  private volatile boolean chunking;
  private volatile int mostConnections = Integer.MAX_VALUE;
  private volatile Step limitAt = Step.GREETING;
  private volatile String limitReply = "421 4.7.0 Too many connections";
  private volatile int perSession = Integer.MAX_VALUE;
  private volatile @Nullable String perSessionReply;
  private volatile Step perSessionAt = Step.MAIL;
  private volatile int perMinute = Integer.MAX_VALUE;
  private volatile @Nullable Step tarpit;
  private volatile @Nullable String oddRecipient;
  private volatile @Nullable SSLContext startTls;

  public DistantSmtpServer() {
    this(InetAddress.getLoopbackAddress());
  }

  public DistantSmtpServer(InetAddress address) {
    try {
      listener = new ServerSocket();
      // As much as is on its way from afar.
      listener.setReceiveBufferSize(256 * 1024);
      listener.bind(new InetSocketAddress(address, 0), 5000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** How far it is: each answer comes so much later. */
  public DistantSmtpServer roundTrip(Duration time) {
    roundTrip = time;
    return this;
  }

  /**
   * How long it looks through each message.
   *
   * @param time for the number of the message, from 0
   */
  public DistantSmtpServer thinking(IntFunction<Duration> time) {
    thinking = time;
    return this;
  }

  public DistantSmtpServer withoutPipelining() {
    pipelining = false;
    return this;
  }

  public DistantSmtpServer withChunking() {
    chunking = true;
    return this;
  }

  public DistantSmtpServer withStartTls(SSLContext context) {
    startTls = context;
    return this;
  }

  /** It works with so many connections; those above are refused at a step. */
  public DistantSmtpServer connections(int most, Step at, String reply) {
    mostConnections = most;
    limitAt = at;
    limitReply = reply;
    return this;
  }

  /**
   * It takes so many messages over one connection.
   *
   * @param reply to the next one; null to close without a word
   */
  public DistantSmtpServer messagesPerSession(int most, Step at, @Nullable String reply) {
    perSession = most;
    perSessionAt = at;
    perSessionReply = reply;
    return this;
  }

  /** It takes so many messages in any minute, and refuses more. */
  public DistantSmtpServer messagesPerMinute(int most) {
    perMinute = most;
    return this;
  }

  /** From now on it does not get beyond a step, saying a little now and then. */
  public DistantSmtpServer stuckAt(@Nullable Step step) {
    tarpit = step;
    return this;
  }

  /** To this recipient it says 421 and hangs up. */
  public DistantSmtpServer closingAt(String recipient) {
    oddRecipient = recipient;
    return this;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Messages that it has taken. */
  public int taken() {
    return taken.get();
  }

  /** How often each message was taken, by Message-ID. */
  public Map<String, Integer> messages() {
    return Map.copyOf(messages);
  }

  /** Connections that it has had, refused ones included. */
  public int connections() {
    return connections.get();
  }

  /** Connections that were over the limit. */
  public int refused() {
    return refused.get();
  }

  /** Most connections that were open at the same time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Forgets what it has counted. */
  public void reset() {
    taken.set(0);
    connections.set(0);
    refused.set(0);
    mostAtOnce.set(0);
    messages.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        connections.incrementAndGet();
        mostAtOnce.accumulateAndGet(open.size(), Math::max);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    Conversation conversation = new Conversation(socket);
    try (socket) {
      conversation.run();
    } catch (IOException e) {
      // Clients hang up whenever they want to.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      conversation.end();
    }
  }

  private record Answer(long due, byte[] octets, boolean last) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, ((Answer) other).due);
    }
  }

  private final class Conversation {

    private final Socket plain;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private DelayQueue<Answer> answers = new DelayQueue<>();
    private @Nullable Thread writer;
    private long lastDue;
    private int sent;
    private int recipients;
    private boolean hasSender;
    private boolean overLimit;
    private boolean counted;

    Conversation(Socket plain) {
      this.plain = plain;
      this.socket = plain;
    }

    void run() throws IOException, InterruptedException {
      use(plain);
      overLimit = working.incrementAndGet() > mostConnections;
      counted = true;
      if (!step(Step.GREETING, "220 distant.example ESMTP")) {
        return;
      }
      String line = line();
      while (line != null) {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        boolean goOn =
            switch (verb) {
              case "EHLO", "HELO" -> step(Step.EHLO, hello());
              case "STARTTLS" -> secure();
              case "AUTH" -> step(Step.AUTH, "235 2.7.0 welcome");
              case "MAIL" -> mail();
              case "RCPT" -> recipient(line);
              case "DATA" -> data();
              case "BDAT" -> chunk(Integer.parseInt(line.split(" ")[1]));
              case "QUIT" -> {
                say("221 bye");
                finishWriting();
                yield false;
              }
              default -> {
                say("250 ok");
                yield true;
              }
            };
        if (!goOn) {
          return;
        }
        line = line();
      }
    }

    private String hello() {
      return "250-distant.example\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n"
          + (startTls != null && socket == plain ? "250-STARTTLS\r\n" : "")
          + (pipelining ? "250-PIPELINING\r\n" : "")
          + (chunking ? "250-CHUNKING\r\n" : "")
          + "250 SIZE 100000000";
    }

    private void use(Socket used) throws IOException {
      socket = used;
      in = new BufferedInputStream(used.getInputStream(), 64 * 1024);
      out = used.getOutputStream();
    }

    private boolean secure() throws IOException, InterruptedException {
      if (Step.STARTTLS == tarpit) {
        stick("220");
      }
      say("220 begin");
      finishWriting();
      if (Step.HANDSHAKE == tarpit) {
        readSlowly();
      }
      SSLContext context = startTls;
      if (context == null) {
        return false;
      }
      SSLSocket secured =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(
                      plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
      secured.setUseClientMode(false);
      // Two more round trips, as TLS and TCP need them.
      Thread.sleep(roundTrip.multipliedBy(2));
      secured.startHandshake();
      use(secured);
      return true;
    }

    /** Whether it goes on. */
    private boolean step(Step step, String reply) throws IOException, InterruptedException {
      if (step == tarpit) {
        stick(reply);
        return false;
      }
      if (overLimit && step == limitAt) {
        refused.incrementAndGet();
        say(limitReply);
        if (limitReply.startsWith("421")) {
          finishWriting();
          return false;
        }
        return true;
      }
      say(reply);
      return true;
    }

    // Something now and then, so that nobody's patience with silence ends it.
    private void stick(String reply) throws IOException, InterruptedException {
      while (true) {
        Thread.sleep(1000);
        out.write((reply.substring(0, 3) + "-wait\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }

    // Ten octets a second.
    private void readSlowly() throws IOException, InterruptedException {
      while (plain.getInputStream().read() >= 0) {
        Thread.sleep(100);
      }
    }

    private boolean mail() throws IOException, InterruptedException {
      recipients = 0;
      hasSender = false;
      if (sent >= perSession && perSessionAt == Step.MAIL) {
        return sessionIsOver();
      }
      if (isOverRate()) {
        say("450 4.7.1 Too many messages, slow down");
        return true;
      }
      hasSender = !overLimit || limitAt != Step.MAIL;
      return step(Step.MAIL, "250 2.1.0 ok");
    }

    private boolean sessionIsOver() throws IOException, InterruptedException {
      String reply = perSessionReply;
      if (reply == null) {
        finishWriting();
        return false;
      }
      say(reply);
      if (reply.startsWith("421")) {
        finishWriting();
        return false;
      }
      return true;
    }

    private boolean isOverRate() {
      if (perMinute == Integer.MAX_VALUE) {
        return false;
      }
      synchronized (takenAt) {
        long minuteAgo = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
        while (!takenAt.isEmpty() && takenAt.getFirst() < minuteAgo) {
          takenAt.removeFirst();
        }
        return takenAt.size() >= perMinute;
      }
    }

    private boolean recipient(String line) throws IOException, InterruptedException {
      if (!hasSender) {
        say("503 5.5.1 MAIL first");
        return true;
      }
      String odd = oddRecipient;
      if (odd != null && line.contains("<" + odd + ">")) {
        say("421 4.7.0 Not now");
        finishWriting();
        return false;
      }
      boolean goesOn = step(Step.RCPT, "250 2.1.5 ok");
      recipients += overLimit && limitAt == Step.RCPT ? 0 : 1;
      return goesOn;
    }

    private boolean data() throws IOException, InterruptedException {
      if (sent >= perSession && perSessionAt == Step.DATA) {
        return sessionIsOver();
      }
      if (Step.DATA == tarpit) {
        stick("354");
      }
      if (overLimit && limitAt == Step.DATA) {
        return step(Step.DATA, "");
      }
      if (recipients == 0) {
        say("554 5.5.1 no valid recipients");
        return true;
      }
      say("354 go on");
      if (Step.CONTENT == tarpit) {
        readSlowly();
      }
      String id = "";
      String line = line();
      while (line != null && !line.equals(".")) {
        id = idIn(line, id);
        line = line();
      }
      return line != null && end(id);
    }

    private boolean chunk(int octets) throws IOException, InterruptedException {
      byte[] content = in.readNBytes(octets);
      String id = "";
      for (String line : new String(content, StandardCharsets.ISO_8859_1).split("\r\n")) {
        id = idIn(line, id);
      }
      return end(id);
    }

    private static String idIn(String line, String known) {
      return line.regionMatches(true, 0, "Message-ID: ", 0, 12)
          ? line.substring(12).strip()
          : known;
    }

    private boolean end(String id) throws IOException, InterruptedException {
      if (Step.END == tarpit) {
        stick("250");
      }
      if (overLimit && limitAt == Step.END) {
        return step(Step.END, "");
      }
      Duration time = thinking.apply(taken.getAndIncrement());
      sent++;
      if (perMinute != Integer.MAX_VALUE) {
        synchronized (takenAt) {
          takenAt.addLast(System.nanoTime());
        }
      }
      messages.merge(id, 1, Integer::sum);
      say("250 2.0.0 taken", time);
      return true;
    }

    private void say(String reply) throws IOException {
      say(reply, Duration.ZERO);
    }

    // Answers keep their order; what is said meanwhile is heard.
    private void say(String reply, Duration after) throws IOException {
      byte[] octets = (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
      if (roundTrip.isZero() && after.isZero() && lastDue == 0) {
        out.write(octets);
        out.flush();
        return;
      }
      long now = System.nanoTime();
      lastDue =
          Math.max(lastDue + 1, Math.max(now + roundTrip.toNanos(), lastDue) + after.toNanos());
      answers.add(new Answer(lastDue, octets, false));
      if (writer == null) {
        writer = Thread.ofVirtual().start(this::write);
      }
    }

    private void write() {
      try {
        Answer answer = answers.take();
        while (!answer.last()) {
          out.write(answer.octets());
          Answer next = answers.poll();
          if (next == null) {
            out.flush();
            next = answers.take();
          }
          answer = next;
        }
        out.flush();
      } catch (IOException | InterruptedException e) {
        // Nobody is there any more.
      }
    }

    private void finishWriting() throws IOException, InterruptedException {
      Thread known = writer;
      if (known != null) {
        answers.add(new Answer(lastDue + 1, new byte[0], true));
        known.join();
        writer = null;
        answers = new DelayQueue<>();
        lastDue = 0;
      }
    }

    private @Nullable String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int octet = in.read();
      while (octet >= 0 && octet != '\n') {
        if (octet != '\r') {
          line.append((char) octet);
        }
        octet = in.read();
      }
      return octet < 0 ? null : line.toString();
    }

    void end() {
      if (counted) {
        working.decrementAndGet();
      }
      Thread known = writer;
      if (known != null) {
        known.interrupt();
      }
    }
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

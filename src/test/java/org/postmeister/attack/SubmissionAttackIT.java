package org.postmeister.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.submission.smtp.RawSmtpClient;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.TestAuthority;

/**
 * Whoever connects to the submission port means harm. Short in each build; with {@code
 * -Dpostmeister.test.attacks=long} as many and as large as somebody who means it.
 */
class SubmissionAttackIT {

  private static final int ATTEMPTS = 100;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final boolean LONG = "long".equals(System.getProperty("postmeister.test.attacks"));
  private static final int PER_ADDRESS = 20;
  private static final int IN_ALL = 300;
  // Each is a client of its own; these may send without signing in.
  private static final String DEVICE = "127.0.0.9";
  private static final String SMUGGLED =
      "MAIL FROM:<smuggled@example.com>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n"
          + "From: smuggled@example.com\r\n\r\nsmuggled\r\n";

  @TempDir private static Path data;

  private static TrustingSmtpServer server;
  private static PackagedSubmission postmeister;

  @BeforeAll
  static void start() throws IOException {
    server = new TrustingSmtpServer();
    postmeister =
        PackagedSubmission.start(
            data,
            server.port(),
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Xmx256m",
                "POSTMEISTER_SUBMISSION_CONNECTIONS",
                Integer.toString(IN_ALL),
                "POSTMEISTER_SUBMISSION_CONNECTIONS_PER_ADDRESS",
                Integer.toString(PER_ADDRESS),
                "POSTMEISTER_SUBMISSION_CONNECTIONS_PER_TENANT",
                "205",
                "POSTMEISTER_SUBMISSION_COMMAND_TIMEOUT",
                "5s",
                "POSTMEISTER_SUBMISSION_ALLOW_PLAIN",
                "127.0.0.0/8",
                "POSTMEISTER_SUBMISSION_NETWORKS",
                DEVICE + "=" + PackagedSubmission.TENANT + ", 127.0.1.0/24=acme"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (postmeister != null) {
      postmeister.close();
    }
    server.close();
  }

  private static void answers() throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(postmeister.port(), "127.0.0.7")) {
      assertThat(client.greeting()).startsWith("220");
      assertThat(client.ask("NOOP")).startsWith("250");
    }
    assertThat(postmeister.application().output()).doesNotContain("OutOfMemoryError");
  }

  @Test
  void nothingIsSmuggledByLoneCrAndLf() throws Exception {
    int count = LONG ? 5_000 : 150;
    RandomGenerator random = seeded("Contents");
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      accepted += submit(content(random, i)).startsWith("250") ? 1 : 0;
    }
    int all = accepted;
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> arrived() >= all);

    assertThat(accepted).isEqualTo(count);
    assertThat(server.envelopes()).noneMatch(line -> line.matches("(?i).*(smuggled|victim).*"));
    assertThat(arrived()).isEqualTo(accepted);
    answers();
  }

  private static long arrived() {
    return server.envelopes().stream().filter("RCPT TO:<contents@example.org>"::equals).count();
  }

  // Says who it is from, then anything at all but the end.
  private static String content(RandomGenerator random, int number) {
    List<String> parts =
        List.of(
            "\n.\n",
            "\n.\r\n",
            "\r.\r",
            "\r\n.\n",
            "\r.\r\n",
            "\r\n.\r",
            "\r\n..\r\n",
            "\r",
            "\n",
            "\0",
            ".",
            "..",
            "\r\r\n",
            "\n\r",
            "ä",
            "\u2028",
            "text",
            "\r\n",
            SMUGGLED);
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(30);
    for (int i = 0; i < length; i++) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    String safe = "\r\n" + text + "x";
    while (safe.contains("\r\n.\r\n")) {
      safe = safe.replace("\r\n.\r\n", "\r\n..\r\n");
    }
    return "From: noreply@example.com\r\nMessage-ID: <" + number + "@example.com>\r\n" + safe;
  }

  private static String submit(String content) throws IOException {
    try (RawSmtpClient client = RawSmtpClient.plain(postmeister.port(), DEVICE)) {
      client.ask("EHLO client.example.org");
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<contents@example.org>");
      client.ask("DATA");
      client.send(content + "\r\n.\r\n");
      String reply = client.read();
      assertThat(client.ask("QUIT")).as("nothing else was answered").startsWith("221");
      return reply;
    }
  }

  @Test
  void whateverIsSaidItGoesOnAnswering() throws Exception {
    int count = LONG ? 10_000 : 300;
    RandomGenerator random = seeded("Sessions");
    for (int i = 0; i < count; i++) {
      say(mutated(random, i));
      if (i % 100 == 99) {
        answers();
      }
    }
    answers();
  }

  private static byte[] mutated(RandomGenerator random, int number) {
    String session =
        "EHLO client.example.org\r\nAUTH PLAIN AGEAYg==\r\nMAIL FROM:<noreply@example.com> SIZE=9"
            + " BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=x\r\nRCPT TO:<b@example.org> NOTIFY=NEVER\r\n"
            + (random.nextBoolean() ? "DATA\r\n" : "BDAT 40\r\n")
            + "From: noreply@example.com\r\nX: "
            + number
            + "\r\n\r\ntext\r\n.\r\nBDAT 5 LAST\r\nxxxxxRSET\r\nVRFY a\r\nHELP\r\nNOOP\r\nQUIT\r\n";
    String[] parts = {
      "\r",
      "\n",
      "\0",
      "\r\n.\r\n",
      "\n.\n",
      "<",
      ">",
      "\"",
      "\\",
      " ",
      "=",
      "+FF",
      "ÿ",
      "\u2028",
      "STARTTLS\r\n",
      "BDAT 99999999999999999999 LAST\r\n",
      "SIZE=-1",
      "AUTH LOGIN\r\n",
      "*\r\n",
      "x".repeat(2_000),
      number % 50 == 0 ? "y".repeat(1_000_000) : "y"
    };
    StringBuilder text = new StringBuilder(session);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, parts[random.nextInt(parts.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 60)));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  // All of it at once, then nothing more; whatever is answered is read.
  private static void say(byte[] session) throws IOException {
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            postmeister.port(),
            InetAddress.getByName(DEVICE),
            0)) {
      socket.setSoTimeout(30_000);
      try {
        socket.getOutputStream().write(session);
        socket.shutdownOutput();
      } catch (IOException closedByTheServer) {
        return;
      }
      try {
        socket.getInputStream().readAllBytes();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("It neither answers nor closes the connection", e);
      } catch (IOException closedByTheServer) {
        // As it may.
      }
    }
  }

  private static RandomGenerator seeded(String what) {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println(what + " by the seed " + seed);
    return new Random(seed);
  }

  @Test
  void connectionsOfAnAddressAreLimited() throws IOException {
    List<RawSmtpClient> held = new ArrayList<>();
    try {
      for (int i = 0; i < PER_ADDRESS; i++) {
        held.add(RawSmtpClient.plain(postmeister.port(), "127.0.0.2"));
        assertThat(held.getLast().greeting()).startsWith("220");
      }
      held.add(RawSmtpClient.plain(postmeister.port(), "127.0.0.2"));
      assertThat(held.getLast().greeting()).startsWith("421 4.7.0");
      answers();
    } finally {
      close(held);
    }
  }

  @Test
  void connectionsInAllAreLimited() throws IOException {
    List<RawSmtpClient> held = new ArrayList<>();
    try {
      for (int i = 0; i < IN_ALL; i++) {
        held.add(RawSmtpClient.plain(postmeister.port(), "127.0.2." + (1 + i / PER_ADDRESS)));
      }
      assertThat(held.getFirst().greeting()).startsWith("220");
      held.add(RawSmtpClient.plain(postmeister.port(), "127.0.3.1"));
      assertThat(held.getLast().greeting()).startsWith("421 4.3.2");
    } finally {
      close(held);
    }
  }

  @Test
  void whoDoesNotFinishTheTlsHandshakeIsLimitedAndEnded() throws Exception {
    // More than the library has room for, for longer than a client may be silent.
    int count = IN_ALL + 150;
    try (SlowConnections slow =
        new SlowConnections(SlowConnections.Kind.TLS_HANDSHAKE, postmeister.tlsPort(), count)) {
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(LONG ? 30 : 2))
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            slow.drip();
            return slow.ended() >= count - PER_ADDRESS;
          });
      try (RawSmtpClient client = RawSmtpClient.tls(postmeister.tlsPort(), "127.0.0.5")) {
        assertThat(client.greeting()).startsWith("220");
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            slow.drip();
            return slow.ended() == count;
          });
    }
    answers();
  }

  @Test
  void whoDripsIsEnded() throws Exception {
    try (RawSmtpClient inCommand = RawSmtpClient.plain(postmeister.port(), "127.0.0.3");
        RawSmtpClient inData = RawSmtpClient.plain(postmeister.port(), DEVICE)) {
      inData.send(
          "EHLO a\r\nMAIL FROM:<noreply@example.com>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
      for (RawSmtpClient client : List.of(inCommand, inData)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(300))
            .until(() -> isEndedAfter(client));
      }
    }
    answers();
  }

  private static boolean isEndedAfter(RawSmtpClient client) {
    try {
      client.send("x");
      return false;
    } catch (IOException ended) {
      return true;
    }
  }

  @Test
  void whoReadsNothingIsEndedAndHoldsUpNoOther() throws Exception {
    // So many that one after another would take longer than is waited for.
    int count = 12;
    CountDownLatch ended = new CountDownLatch(count);
    List<Socket> clients = new ArrayList<>();
    try (RawSmtpClient idle = RawSmtpClient.plain(postmeister.port(), "127.0.0.41")) {
      for (int i = 0; i < count; i++) {
        Socket client = deaf();
        clients.add(client);
        Socket tls = withTls(client);
        Thread.ofVirtual().start(() -> askForEver(tls, ended));
      }

      assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(lastOf(idle)).as("whoever says nothing is ended too").isEmpty();
      answers();
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  // What comes after being told why, if there was still time to tell it.
  private static String lastOf(RawSmtpClient client) throws IOException {
    try {
      String reply = client.read();
      return reply.startsWith("421") ? client.read() : reply;
    } catch (SocketException ended) {
      return "";
    }
  }

  // With hardly any room for replies.
  private static Socket deaf() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(2_000);
    socket.bind(new InetSocketAddress("127.0.0.40", 0));
    socket.connect(new InetSocketAddress("127.0.0.1", postmeister.tlsPort()));
    return socket;
  }

  private static Socket withTls(Socket socket) throws IOException {
    return TestAuthority.trusting()
        .getSocketFactory()
        .createSocket(socket, "localhost", postmeister.tlsPort(), true);
  }

  private static void askForEver(Socket client, CountDownLatch ended) {
    byte[] commands = "EHLO client.example.org\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    try {
      while (true) {
        client.getOutputStream().write(commands);
      }
    } catch (IOException closedByTheServer) {
      ended.countDown();
    }
  }

  @Test
  void startingTlsAgainAndAgainUsesNothingUp() throws IOException {
    for (int i = 0; i < 210; i++) {
      try (RawSmtpClient client = RawSmtpClient.plain(postmeister.port(), "127.0.0.4")) {
        client.ask("EHLO client.example.org");
        assertThat(client.signIn(PackagedSubmission.TENANT, postmeister.token())).startsWith("235");
        client.startTls();
        assertThat(client.signIn(PackagedSubmission.TENANT, postmeister.token())).startsWith("235");
      }
    }
  }

  @Test
  void manyLargeMessagesAtOnceNeedNoMoreMemory() throws Exception {
    int sessions = LONG ? 200 : 12;
    byte[] line = ("x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int lines = 20_000_000 / line.length;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> clients = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        String from = "127.0.1." + (1 + i / (PER_ADDRESS / 2));
        int number = i;
        clients.add(() -> sendLarge(from, number, line, lines));
      }
      for (Future<Boolean> client : threads.invokeAll(clients)) {
        assertThat(client.get()).isTrue();
      }
    }
    answers();
  }

  // Again after a while, as a client does that is told to come later.
  private static boolean sendLarge(String from, int number, byte[] line, int lines)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (RawSmtpClient client = RawSmtpClient.plain(postmeister.port(), from)) {
        client.patience(Duration.ofMinutes(5));
        client.ask("EHLO client.example.org");
        client.ask("MAIL FROM:<noreply@example.com>");
        client.ask("RCPT TO:<b@example.org>");
        assertThat(client.ask("DATA")).startsWith("354");
        client.send(
            "From: noreply@example.com\r\nMessage-ID: <large" + number + "@example.com>\r\n\r\n");
        for (int i = 0; i < lines; i++) {
          client.send(line);
        }
        client.send(".\r\n");
        String reply = client.read();
        if (reply.startsWith("250")) {
          return true;
        }
        assertThat(reply).startsWith("452 4.3.1");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  private static void close(List<RawSmtpClient> clients) throws IOException {
    for (RawSmtpClient client : clients) {
      client.close();
    }
  }
}

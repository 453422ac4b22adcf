package org.postmeister.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.CatchingSmtpServer.Caught;
import org.postmeister.testing.DebianPackages;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.Programs;

/**
 * Submission with clients that others wrote, through the packaged jar to a mail server. Each is
 * skipped where it cannot be had, and the reason is printed.
 */
class SubmissionClientsIT {

  private static final String UTF8_RECIPIENT = "山田太郎@bücher.example";
  private static final int LARGE = 20_000_000;
  private static final Path SMTP_SOURCE = Path.of("/usr/sbin/smtp-source");

  @TempDir private static Path directory;

  private static CatchingSmtpServer server;
  private static PackagedSubmission postmeister;

  @BeforeAll
  static void start() throws IOException {
    server = new CatchingSmtpServer();
    // For smtp-source, which can neither encrypt nor sign in.
    postmeister =
        PackagedSubmission.start(
            directory,
            server.port(),
            Map.of(
                "POSTMEISTER_SUBMISSION_ALLOW_PLAIN",
                "127.0.0.1",
                "POSTMEISTER_SUBMISSION_NETWORKS",
                "127.0.0.1=" + PackagedSubmission.TENANT));
  }

  @AfterAll
  static void stop() {
    if (postmeister != null) {
      postmeister.close();
    }
    server.close();
  }

  static List<SubmissionClient> clients() {
    return SubmissionClient.all();
  }

  static Stream<Arguments> bothWays() {
    return clients().stream()
        .flatMap(client -> Stream.of(Arguments.of(client, false), Arguments.of(client, true)));
  }

  @ParameterizedTest(name = "{0}, TLS from the beginning: {1}")
  @MethodSource("bothWays")
  void submitsWithTlsAndLogin(SubmissionClient client, boolean tls) throws Exception {
    Programs.require(client, client.whyNot());
    String recipient = client.takesUtf8Addresses() ? UTF8_RECIPIENT : "b@example.org";

    Caught caught = submit(client, tls, recipient, "Grüße aus Köln\r\n.\r\n..\r\n");

    assertThat(caught.subject()).startsWith("Grüße ");
    assertThat(caught.recipients()).containsExactly(recipient);
    // One client adds an empty line.
    assertThat(caught.text().stripTrailing()).isEqualTo("Grüße aus Köln\r\n.\r\n..");
    assertThat(caught.header("Received"))
        .contains(client.takesUtf8Addresses() ? " with UTF8SMTPSA" : " with ESMTPSA");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void submitsWhatIsLarge(SubmissionClient client) throws Exception {
    Programs.require(client, client.whyNot());
    String text = ("x".repeat(75) + "\r\n").repeat(LARGE / 77);

    String arrived = submit(client, false, "b@example.org", text).text();

    // Nobody wants to read the difference.
    assertThat(arrived.stripTrailing().equals(text.stripTrailing())).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void isToldThatTheLoginIsWrong(SubmissionClient client) throws Exception {
    Programs.require(client, client.whyNot());
    StringBuilder replies = new StringBuilder();

    boolean taken =
        client.submit(
            new SubmissionClient.Order(
                postmeister.port(), false, "pmt_wrong", "b@example.org", message("x", "x")),
            replies);

    assertThat(taken).isFalse();
    // Or that it was wrong too often, since all come from one address.
    assertThat(replies.toString()).containsPattern("535.{1,4}5\\.7\\.8|454.{1,4}4\\.7\\.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -l 40000000           | end of data rejected: 552 5.3.4
          -r 600                | recipient rejected: 452 4.5.3
          -t b@@example.org     | recipient rejected: 553 5.1.3
          -t <b@example.org     | recipient rejected: 501 5.5.4
          -f a@-bad-.example    | sender rejected: 553 5.1.7
          -o                    | sender rejected: 503 5.5.1
          -L                    | LHLO rejected: 500 5.5.1
          """)
  void tellsSmtpSourceWhatIsWrong(String wrong, String reply) throws Exception {
    Programs.require("smtp-source", DebianPackages.whyNot(SMTP_SOURCE, "postfix"));

    assertThat(smtpSource(wrong).output()).contains(reply);

    Programs.Ended right = smtpSource("-m 5");
    assertThat(right.exitCode()).as(right.output()).isZero();
  }

  private static Programs.Ended smtpSource(String options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                SMTP_SOURCE.toString(),
                "-4",
                "-f",
                PackagedSubmission.SENDER,
                "-t",
                "b@example.org"));
    // The last of two that say the same counts.
    command.addAll(List.of(options.split(" ")));
    command.add("127.0.0.1:" + postmeister.port());
    return Programs.run(directory, Map.of(), command);
  }

  private static Caught submit(SubmissionClient client, boolean tls, String recipient, String text)
      throws Exception {
    String subject = "Grüße " + UUID.randomUUID();
    StringBuilder replies = new StringBuilder();
    boolean taken =
        client.submit(
            new SubmissionClient.Order(
                tls ? postmeister.tlsPort() : postmeister.port(),
                tls,
                postmeister.token(),
                recipient,
                message(subject, text)),
            replies);
    assertThat(taken).as(replies.toString()).isTrue();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> server.mails().stream().filter(m -> subject.equals(m.subject())).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  // Header and text in UTF-8, as they are.
  private static Path message(String subject, String text) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "message", ".eml"),
        """
        From: Example <%s>
        To: Somebody <b@example.org>
        Subject: %s
        Message-ID: <%s@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit

        """
                .formatted(PackagedSubmission.SENDER, subject, UUID.randomUUID())
                .replace("\n", "\r\n")
            + text);
  }
}

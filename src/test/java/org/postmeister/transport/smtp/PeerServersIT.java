package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.postmeister.secret.Secret;
import org.postmeister.testing.MailPeer;
import org.postmeister.testing.PeerServers;
import org.postmeister.testing.PostfixServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/**
 * Messages to mail servers that others wrote, from Debian's packages. Where one cannot be had, the
 * reason is printed.
 */
class PeerServersIT {

  private static final MicrosoftClients NO_MICROSOFT =
      new MicrosoftClients("https://microsoft.invalid", null, Clock.systemUTC());
  private static final int MANY = 12;

  private static final Map<String, MailPeer> PEERS = new LinkedHashMap<>();
  private static PostfixServer postfix;
  private static PeerServers others;

  @TempDir private static Path packages;

  private final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(5),
              Duration.ofSeconds(20),
              Duration.ofSeconds(30),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofSeconds(60)),
          new TrustedAuthorityStore(TestAuthority.trusted().toString()),
          NO_MICROSOFT.tokens(),
          NO_MICROSOFT.tokenCheck(),
          TestServiceAccounts.none());

  @BeforeAll
  static void start() throws IOException {
    Optional<String> whyNot = PostfixServer.whyNot();
    if (whyNot.isEmpty()) {
      postfix = PostfixServer.start();
      PEERS.put("Postfix", postfix.asPeer());
      PEERS.put("postscreen", postfix.asPeerBehindPostscreen());
    } else {
      skip("Postfix", whyNot.get());
    }
    others = PeerServers.of(packages);
    others
        .exim()
        .ifPresentOrElse(exim -> PEERS.put("Exim", exim), () -> skip("Exim", others.whyNot()));
    others
        .openSmtpd()
        .ifPresentOrElse(
            server -> PEERS.put("OpenSMTPD", server), () -> skip("OpenSMTPD", others.whyNot()));
  }

  private static void skip(String name, String reason) {
    System.getLogger("tests")
        .log(System.Logger.Level.WARNING, name + " is no peer of this run: " + reason);
  }

  @AfterAll
  static void stop() {
    // What did not start need not end, and must not keep the rest from ending.
    if (others != null) {
      others.close();
    }
    if (postfix != null) {
      postfix.close();
    }
  }

  private static MailPeer peer(String name) {
    Assumptions.assumeTrue(PEERS.containsKey(name), name + " cannot be had");
    return PEERS.get(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Postfix", "postscreen", "Exim", "OpenSMTPD"})
  void takesManyMessagesOnceEach(String name) throws Exception {
    MailPeer peer = peer(name);
    List<OutgoingMail> mails = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ids.add(UUID.randomUUID().toString());
      mails.add(mail(ids.getLast(), "Hello\r\n.leading dot\r\n", "to@example.org"));
    }

    sendAll(peer, mails);

    assertThat(arrived(peer, ids)).hasSize(MANY).allMatch(text -> text.contains("\n.leading dot"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Postfix", "postscreen", "Exim", "OpenSMTPD"})
  void answersStayWithTheirRecipients(String name) throws Exception {
    MailPeer peer = peer(name);
    String id = UUID.randomUUID().toString();
    OutgoingMail mail =
        mail(id, "Hello\r\n", "refused@example.org", "to@example.org", "later@example.org");

    SendResult result = sendAll(peer, List.of(mail)).getFirst();

    assertThat(result.recipients())
        .as(peer.log())
        .extracting(RecipientAnswer::outcome)
        .containsExactly(
            RecipientAnswer.Outcome.REFUSED,
            RecipientAnswer.Outcome.ACCEPTED,
            RecipientAnswer.Outcome.DEFERRED);
    assertThat(arrived(peer, List.of(id))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Postfix", "postscreen", "Exim", "OpenSMTPD"})
  void takesSixteenMegabytes(String name) throws Exception {
    MailPeer peer = peer(name);
    String id = UUID.randomUUID().toString();
    String text = ("b".repeat(70) + "\r\n").repeat(16 * 1024 * 1024 / 72) + "the end\r\n";

    sendAll(peer, List.of(mail(id, text, "to@example.org")));

    assertThat(arrived(peer, List.of(id)))
        .singleElement()
        .matches(found -> found.length() > 16_000_000 && found.strip().endsWith("the end"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Postfix", "postscreen", "Exim", "OpenSMTPD"})
  void addressesInOtherScriptsAreTakenOrRefusedHere(String name) throws Exception {
    MailPeer peer = peer(name);
    String id = UUID.randomUUID().toString();
    OutgoingMail mail = mail(id, "Grüße\r\n", "山田太郎@株式.example");

    if (peer.takesUtf8()) {
      sendAll(peer, List.of(mail));
      assertThat(arrived(peer, List.of(id))).hasSize(1);
    } else {
      try (MailConnection connection = connect(peer, MailPeer.PASSWORD)) {
        assertThat(connection.send(mail, null).recipients())
            .singleElement()
            .matches(answer -> answer.failure().code().equals("smtputf8_not_offered"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Postfix", "Exim"})
  void refusesAWrongPassword(String name) {
    MailPeer peer = peer(name);

    ServerFailedException failed =
        catchThrowableOfType(ServerFailedException.class, () -> connect(peer, "wrong"));

    assertThat(failed.failure().failure().code()).isEqualTo("authentication_failed");
  }

  /** Over as many connections as it wants, each message announced behind the one before. */
  private List<SendResult> sendAll(MailPeer peer, List<OutgoingMail> mails) throws Exception {
    List<SendResult> results = new ArrayList<>();
    MailConnection connection = connect(peer, MailPeer.PASSWORD);
    int tries = 0;
    try {
      while (results.size() < mails.size()) {
        OutgoingMail mail = mails.get(results.size());
        boolean last = results.size() + 1 == mails.size();
        OutgoingMail next =
            last || !connection.mayAnnounce() ? null : mails.get(results.size() + 1);
        SendResult result = connection.send(mail, next);
        boolean nobody =
            result.recipients().stream()
                .noneMatch(answer -> answer.outcome() == RecipientAnswer.Outcome.ACCEPTED);
        if (nobody) {
          // Behind postscreen the first time, and after so many messages.
          assertThat(++tries).as(result + peer.log()).isLessThan(MANY);
          connection.close();
          connection = connect(peer, MailPeer.PASSWORD);
        } else {
          results.add(result);
        }
      }
      return results;
    } finally {
      connection.close();
    }
  }

  private static List<String> arrived(MailPeer peer, List<String> ids) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> found(peer, ids).size() >= ids.size());
    return found(peer, ids);
  }

  private static List<String> found(MailPeer peer, List<String> ids) {
    return peer.received().stream()
        .filter(text -> ids.stream().anyMatch(text::contains))
        .collect(Collectors.toList());
  }

  private MailConnection connect(MailPeer peer, String password) throws Exception {
    return transport.connect(
        new SendingServer(
            MailOwner.SYSTEM, peer.settings(), AddressFilter.ANY, Secret.of(password), 1, null),
        false);
  }

  private static OutgoingMail mail(String id, String text, String... recipients) {
    boolean utf8 = Stream.of(recipients).anyMatch(one -> !one.chars().allMatch(c -> c < 128));
    return new OutgoingMail(
        """
        Message-ID: <%s@example.com>\r
        Date: Sun, 29 Nov 2026 12:00:00 +0000\r
        From: noreply@example.com\r
        Subject: Hello\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        """
            .formatted(id)
            .concat(text)
            .getBytes(StandardCharsets.UTF_8),
        EmailAddress.of("noreply@example.com"),
        null,
        Stream.of(recipients).map(EmailAddress::of).toList(),
        List.of(),
        utf8,
        false,
        false);
  }
}

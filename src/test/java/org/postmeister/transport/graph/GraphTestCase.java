package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.microsoft.MicrosoftClients;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.Resource;

/** What tests of sending through Microsoft Graph have in common. */
abstract class GraphTestCase {

  static final String SECRET = "s3cret~value";
  static final String SENDER = "noreply@example.com";
  static final String[] ALL = {"Mail.Send", "User.Read.All", "Mail.ReadWrite"};
  static final AppRegistration REGISTRATION = TestMailServers.registration();

  final TestClock.Turnable clock = new TestClock.Turnable();
  final FakeEntra entra = new FakeEntra();
  final FakeGraph graph = new FakeGraph(entra).user(SENDER, "No Reply");
  final MicrosoftClients clients = new MicrosoftClients(entra.url(), graph.url(), clock);
  final SendingLimiter limits = new SendingLimiter(clients.properties(), clock);
  final GraphSender sender = new GraphSender(clients.http(), limits, clients.properties());
  final GraphMailTransport transport =
      new GraphMailTransport(clients.tokens(), clients.tokenCheck(), sender, clients.properties());

  @BeforeEach
  void grant() {
    grant("Mail.Send", "User.Read.All");
  }

  @AfterEach
  void stop() {
    clients.close();
    graph.close();
    entra.close();
  }

  void grant(String... roles) {
    entra.register(
        String.valueOf(REGISTRATION.directoryId()),
        String.valueOf(REGISTRATION.applicationId()),
        SECRET,
        roles);
  }

  TestReport test() {
    return testFrom(SENDER);
  }

  TestReport testFrom(String address) {
    return transport.test(mail(address, null, SECRET), new SendProgress(StepListener.NONE));
  }

  static TestMail mail(String address, @Nullable MailOwner stored, String secret) {
    return new TestMail(
        stored == null ? MailOwner.SYSTEM : stored,
        stored != null,
        TestMailServers.withSender(TestMailServers.graph(), EmailAddress.of(address), false),
        AddressFilter.ANY,
        Secret.of(secret),
        EmailAddress.of("to@example.net"),
        Instant.now(),
        TestMail.Content.ofText("Test", "Grüße"));
  }

  GraphAccount account() {
    return account(SECRET);
  }

  GraphAccount account(String secret) {
    if (!secret.equals(SECRET)) {
      entra.register(
          String.valueOf(REGISTRATION.directoryId()),
          String.valueOf(REGISTRATION.applicationId()),
          secret,
          ALL);
    }
    return new GraphAccount(
        REGISTRATION,
        clients.tokens().of(MailOwner.SYSTEM, REGISTRATION, Secret.of(secret), Resource.GRAPH),
        EmailAddress.of(SENDER));
  }

  MicrosoftFailure failure(MimeMessage message) {
    return failure(account(), message);
  }

  MicrosoftFailure failure(GraphAccount account, MimeMessage message) {
    return catchThrowableOfType(MicrosoftException.class, () -> sender.send(account, message))
        .failure();
  }

  /** A message with attachments of these sizes. */
  static MimeMessage message(int... sizes) throws Exception {
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(SENDER);
    message.setRecipients(Message.RecipientType.TO, "to@example.net");
    message.setSubject("Test");
    message.setHeader("X-Kept", "yes");
    MimeMultipart parts = new MimeMultipart();
    MimeBodyPart text = new MimeBodyPart();
    text.setText("Grüße", "UTF-8");
    parts.addBodyPart(text);
    for (int i = 0; i < sizes.length; i++) {
      MimeBodyPart attachment = new MimeBodyPart();
      attachment.setContent(content(i, sizes[i]), "application/octet-stream");
      attachment.setHeader("Content-Transfer-Encoding", "base64");
      attachment.setFileName(i + ".bin");
      attachment.setDisposition(MimeBodyPart.ATTACHMENT);
      parts.addBodyPart(attachment);
    }
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  static byte[] content(int seed, int size) {
    byte[] content = new byte[size];
    RandomGenerator random = new java.util.Random(seed);
    IntStream.range(0, size).forEach(i -> content[i] = (byte) random.nextInt());
    return content;
  }
}

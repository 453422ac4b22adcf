package org.postmeister.transport.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.RecipientAnswer.Outcome;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.transport.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that stays open for many messages. */
final class SmtpConnection implements MailConnection {

  private static final Logger log = LoggerFactory.getLogger(SmtpConnection.class);

  private static final int SERVICE_CLOSING = 421;
  private static final int AUTHENTICATION_REQUIRED = 530;

  private final MailServerSettings server;
  private final SmtpProperties properties;
  private final CheckedSocket socket;
  private final SmtpConversation conversation;
  private final TlsHandshake tls;
  private final HostConnector connector;
  private final Redaction secrets;
  private boolean used;

  /**
   * @param socket below the conversation, and below TLS if there is any
   * @param conversation that has signed in
   */
  SmtpConnection(
      MailServerSettings server,
      SmtpProperties properties,
      CheckedSocket socket,
      SmtpConversation conversation,
      TlsHandshake tls,
      HostConnector connector,
      Redaction secrets) {
    this.server = server;
    this.properties = properties;
    this.socket = socket;
    this.conversation = conversation;
    this.tls = tls;
    this.connector = connector;
    this.secrets = secrets;
    conversation.setPatience(
        new SmtpConversation.Patience(socket, properties.readTimeout(), properties.dataTimeout()));
  }

  @Override
  public SendResult send(OutgoingMail mail) throws InterruptedException {
    used = true;
    socket.forgetHowMuch();
    CheckProgress progress = new CheckProgress(StepListener.NONE);
    // Whatever goes wrong before MAIL FROM belongs to it.
    progress.begin(CheckStep.SENDER);
    Transcript transcript = new Transcript(secrets);
    conversation.follow(progress, mail.needsSmtpUtf8(), transcript);
    try {
      conversation.sendMessage(
          new FinishedMessage(conversation.session(), mail, envelopeFrom(mail)), envelopeTo(mail));
      return answered(mail, transcript, Verdict.TAKEN);
    } catch (MessagingException | IllegalStateException e) {
      if (Thread.interrupted()) {
        close();
        throw new InterruptedException();
      }
      return failed(mail, progress, transcript, e);
    }
  }

  private SendResult failed(
      OutgoingMail mail, CheckProgress progress, Transcript transcript, Exception e) {
    SmtpCheckFailedException known = SmtpFailures.causeOf(e, SmtpCheckFailedException.class);
    if (known != null) {
      return all(mail, transcript, Outcome.REFUSED, known.failure());
    }
    if (e instanceof SendFailedException partly && partly.getValidSentAddresses() != null) {
      // Sent to those whom the server took.
      return answered(mail, transcript, Verdict.TAKEN);
    }
    // What was answered before says nothing about a command that could not even be written.
    int status =
        SmtpFailures.causeOf(e, IOException.class) == null ? conversation.getLastReturnCode() : 0;
    CheckStep step = progress.current();
    CheckFailure failure = failures(mail, progress).classify(e, conversation, "");
    boolean server = status == SERVICE_CLOSING || status == AUTHENTICATION_REQUIRED;
    if (step == CheckStep.RECIPIENT && isAnswer(status) && !server) {
      return answered(mail, transcript, new Verdict(Outcome.DEFERRED, failure));
    }
    boolean envelope = step == CheckStep.SENDER || step == CheckStep.RECIPIENT;
    if ((envelope && server) || (step == CheckStep.SENDER && !isAnswer(status))) {
      return new SendResult(
          List.of(),
          new ServerFailure(failure, status == AUTHENTICATION_REQUIRED, reply()),
          reply(),
          transcript.lines(),
          false);
    }
    if (!isAnswer(status) || status == SERVICE_CLOSING) {
      close();
      return all(mail, transcript, Outcome.DEFERRED, failure);
    }
    if (step == CheckStep.SENDER) {
      return all(mail, transcript, outcome(status, failure), failure);
    }
    return answered(mail, transcript, new Verdict(outcome(status, failure), failure));
  }

  /** What the server said of the message after it had taken recipients. */
  private record Verdict(Outcome outcome, @Nullable CheckFailure failure) {

    static final Verdict TAKEN = new Verdict(Outcome.ACCEPTED, null);
  }

  /** Each recipient's own answer; for those who were taken, what became of the message counts. */
  private SendResult answered(OutgoingMail mail, Transcript transcript, Verdict verdict) {
    List<RecipientAnswer> answers = new ArrayList<>();
    List<Transcript.Reply> replies = transcript.recipients();
    for (int i = 0; i < mail.recipients().size(); i++) {
      EmailAddress recipient = mail.recipients().get(i);
      Transcript.@Nullable Reply reply = i < replies.size() ? replies.get(i) : null;
      if (reply == null || reply.status() < 400) {
        answers.add(answer(recipient, verdict.outcome(), verdict.failure(), reply()));
      } else {
        CheckFailure failure =
            new SmtpFailures(
                    server,
                    recipient.toString(),
                    new CheckProgress(StepListener.NONE),
                    properties,
                    tls,
                    connector)
                .refused(CheckStep.RECIPIENT, reply.status(), reply.text());
        answers.add(answer(recipient, outcome(reply.status(), failure), failure, reply.text()));
      }
    }
    return new SendResult(List.copyOf(answers), null, reply(), transcript.lines(), true);
  }

  private SendResult all(
      OutgoingMail mail, Transcript transcript, Outcome outcome, CheckFailure failure) {
    return new SendResult(
        mail.recipients().stream()
            .map(recipient -> answer(recipient, outcome, failure, reply()))
            .toList(),
        null,
        reply(),
        transcript.lines(),
        transcript.isContentWanted());
  }

  private static RecipientAnswer answer(
      EmailAddress recipient,
      Outcome outcome,
      @Nullable CheckFailure failure,
      @Nullable String reply) {
    return new RecipientAnswer(
        recipient,
        outcome,
        failure,
        reply,
        reply == null ? null : SmtpReplies.enhancedStatus(reply));
  }

  private static Outcome outcome(int status, CheckFailure failure) {
    return status < 500 && !failure.code().equals("message_too_large")
        ? Outcome.DEFERRED
        : Outcome.REFUSED;
  }

  // Anything else is a connection that broke, or a server that says what SMTP does not know.
  private static boolean isAnswer(int status) {
    return status >= 400 && status < 600;
  }

  private SmtpFailures failures(OutgoingMail mail, CheckProgress progress) {
    return new SmtpFailures(
        server,
        mail.recipients().stream().map(EmailAddress::toString).collect(Collectors.joining(", ")),
        progress,
        properties,
        tls,
        connector);
  }

  private @Nullable String reply() {
    return SmtpReplies.without(conversation.getLastServerResponse(), secrets);
  }

  private String envelopeFrom(OutgoingMail mail) {
    return wire(Objects.requireNonNull(server.senderAddress()), mail);
  }

  private static Address[] envelopeTo(OutgoingMail mail) {
    return mail.recipients().stream()
        .map(recipient -> {
          InternetAddress address = new InternetAddress();
          address.setAddress(wire(recipient, mail));
          return address;
        })
        .toArray(Address[]::new);
  }

  private static String wire(EmailAddress address, OutgoingMail mail) {
    return mail.needsSmtpUtf8() && address.needsSmtpUtf8()
        ? address.toString()
        : address.toAsciiDomain();
  }

  @Override
  public boolean isAlive() {
    conversation.follow(
        new CheckProgress(StepListener.NONE), false, new Transcript(Redaction.NOTHING));
    return conversation.isConnected();
  }

  @Override
  public boolean mayHaveGoneStale() {
    return used;
  }

  @Override
  public void close() {
    try {
      conversation.follow(
          new CheckProgress(StepListener.NONE), false, new Transcript(Redaction.NOTHING));
      conversation.close();
    } catch (MessagingException e) {
      // How the server says good-bye changes nothing.
      log.debug("Closing failed", e);
    }
  }

  /** A message that is written as it is, byte for byte. */
  private static final class FinishedMessage extends SMTPMessage {

    private final byte[] written;

    FinishedMessage(Session session, OutgoingMail mail, String from) {
      super(session);
      this.written = mail.content();
      setEnvelopeFrom(from);
      setSendPartial(true);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException {
      out.write(written);
    }
  }
}

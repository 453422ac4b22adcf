package org.postmeister.transport.smtp;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.RecipientAnswer.Outcome;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.smtp.conversation.MailExchange;
import org.postmeister.transport.smtp.conversation.MailTransaction;
import org.postmeister.transport.smtp.conversation.PipeliningFaultCache;
import org.postmeister.transport.smtp.conversation.SmtpAnswers;
import org.postmeister.transport.smtp.conversation.SmtpConversation;
import org.postmeister.transport.smtp.conversation.SmtpExtensions;
import org.postmeister.transport.smtp.conversation.SmtpReplies;
import org.postmeister.transport.smtp.conversation.SmtpReply;
import org.postmeister.transport.smtp.conversation.Transcript;
import org.postmeister.transport.smtp.socket.HostConnector;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.postmeister.transport.smtp.socket.TlsHandshake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that stays open for many messages. */
final class SmtpConnection implements MailConnection {

  private static final Logger log = LoggerFactory.getLogger(SmtpConnection.class);

  private final MailServerSettings server;
  private final SmtpSocket socket;
  private final SmtpConversation conversation;
  private final MailExchange exchange;
  private final SmtpExtensions offered;
  private final SmtpTimeouts timeouts;
  private final TlsHandshake tls;
  private final HostConnector connector;
  private final PipeliningFaultCache faults;
  private final Redaction secrets;
  private boolean used;
  private boolean suspected;
  private boolean pipelined;

  /**
   * @param conversation that is logged in
   * @param stepByStep whatever the server announces
   */
  SmtpConnection(
      MailServerSettings server,
      SmtpTimeouts timeouts,
      SmtpSocket socket,
      SmtpConversation conversation,
      TlsHandshake tls,
      HostConnector connector,
      PipeliningFaultCache faults,
      boolean stepByStep,
      Redaction secrets) {
    this.server = server;
    this.timeouts = timeouts;
    this.socket = socket;
    this.conversation = conversation;
    this.exchange = new MailExchange(conversation, socket, timeouts);
    this.tls = tls;
    this.connector = connector;
    this.faults = faults;
    this.secrets = secrets;
    SmtpExtensions all = conversation.extensions();
    this.offered = stepByStep || faults.areKnownOf(server) ? all.stepByStep() : all;
  }

  @Override
  public SendResult send(OutgoingMail mail, @Nullable OutgoingMail next)
      throws InterruptedException {
    MailTransaction announced = exchange.announced();
    if (announced != null && announced.mail() != mail) {
      throw new IllegalStateException("Another message was announced");
    }
    MailTransaction transaction = announced == null ? transaction(mail, offered) : announced;
    SendFailure obstacle = transaction.obstacle();
    if (obstacle != null) {
      return answered(transaction, new Transcript(secrets), new Verdict(Outcome.REFUSED, obstacle));
    }
    SendResult result = run(transaction, next == null ? null : transaction(next, offered));
    if (isOpenAtAll() && transaction.isOutOfStep()) {
      log.info("Commands to {} are no longer pipelined", server.serverName());
      faults.remember(server);
      result =
          transaction.isContentSent()
              ? takenForCommands(transaction, result)
              : run(transaction(mail, offered.stepByStep()), null);
      close();
    }
    used = true;
    suspected = false;
    return result;
  }

  // A server that does not realize that content follows takes it for commands.
  private SendResult takenForCommands(MailTransaction transaction, SendResult result) {
    SendFailure failure = new SendFailure(SendStep.DATA, "connection_lost");
    return new SendResult(
        transaction.mail().recipients().stream()
            .map(recipient -> answer(recipient, Outcome.DEFERRED, failure, result.reply()))
            .toList(),
        null,
        result.reply(),
        result.transcript(),
        true);
  }

  private MailTransaction transaction(OutgoingMail mail, SmtpExtensions extensions) {
    return new MailTransaction(mail, extensions);
  }

  private SendResult run(MailTransaction transaction, @Nullable MailTransaction next)
      throws InterruptedException {
    SendProgress progress = new SendProgress(StepListener.NONE);
    // Whatever fails before MAIL FROM belongs to that step.
    progress.begin(SendStep.SENDER);
    Transcript transcript = new Transcript(secrets);
    try {
      exchange.run(transaction, progress, transcript, next);
      SendResult result = told(transaction, progress, transcript);
      if (transaction.isPipelined() && isOpenAtAll()) {
        faults.clear(server);
        pipelined = true;
      }
      return result;
    } catch (MailExchange.SendingCancelledException e) {
      socket.close();
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (IOException | MessagingException e) {
      socket.close();
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      suspect(transaction, NetworkFault.causeOf(e, SocketTimeoutException.class) != null);
      return broken(
          transaction, transcript, failures(transaction, progress).classify(e, conversation, ""));
    }
  }

  // It accepted the first of several commands and then said nothing more: it may have dropped the
  // others.
  private void suspect(MailTransaction transaction, boolean timedOut) {
    if (transaction.isPipelined()
        && transaction.isSenderAccepted()
        && !transaction.isContentSent()) {
      suspected = true;
      if (timedOut) {
        faults.remember(server);
      } else {
        faults.suspect(server);
      }
    }
  }

  /** The result of a message to which the server has replied. */
  private SendResult told(
      MailTransaction transaction, SendProgress progress, Transcript transcript) {
    SmtpReply last = Objects.requireNonNull(transaction.last());
    SendFailure failure = failures(transaction, progress).refused(progress.current(), last);
    if (!isAnswer(last)) {
      close();
      suspect(transaction, false);
      return broken(transaction, transcript, failure);
    }
    if (last.isOfTheServer()) {
      close();
      return transaction.awaited() == SendStep.DATA && !lastIsOfRecipient(transaction)
          ? answered(transaction, transcript, new Verdict(Outcome.DEFERRED, failure))
          : serverFailed(transaction, transcript, failure);
    }
    SmtpReply ofConnection = ofTheConnection(transaction);
    if (ofConnection != null) {
      close();
      return serverFailed(
          transaction, transcript, meaning(transaction, ofConnection), ofConnection);
    }
    SmtpReply sender = Objects.requireNonNull(transaction.sender());
    if (!sender.isPositive()) {
      return answered(transaction, transcript, verdict(transaction, SendStep.SENDER, sender));
    }
    SmtpReply end = transaction.end();
    if (transaction.isAnybodyAccepted() && end != null && end.isPositive()) {
      return answered(transaction, transcript, Verdict.TAKEN);
    }
    return answered(transaction, transcript, verdict(transaction, SendStep.DATA, last));
  }

  /**
   * The refusal that concerns this machine or the account and not a message; null if there is none.
   */
  private @Nullable SmtpReply ofTheConnection(MailTransaction transaction) {
    SmtpReply sender = Objects.requireNonNull(transaction.sender());
    List<SmtpReply> recipients = transaction.recipients();
    if (sender.isRefusal()) {
      return isOfTheConnection(transaction, sender) ? sender : null;
    }
    if (!transaction.isAnybodyAccepted()) {
      return !recipients.isEmpty()
              && recipients.stream().allMatch(reply -> isOfTheConnection(transaction, reply))
          ? recipients.getFirst()
          : null;
    }
    return Stream.of(transaction.end(), transaction.data())
        .filter(Objects::nonNull)
        .filter(reply -> isOfTheConnection(transaction, reply))
        .findFirst()
        .orElse(null);
  }

  private boolean isOfTheConnection(MailTransaction transaction, SmtpReply reply) {
    return reply.isRefusal()
        && SmtpAnswers.isOfTheConnection(meaning(transaction, reply).code(), reply.status());
  }

  private SendFailure meaning(MailTransaction transaction, SmtpReply reply) {
    SendStep step =
        reply.equals(transaction.sender())
            ? SendStep.SENDER
            : transaction.recipients().contains(reply) ? SendStep.RECIPIENT : SendStep.DATA;
    return failures(transaction, new SendProgress(StepListener.NONE)).refused(step, reply);
  }

  private static boolean lastIsOfRecipient(MailTransaction transaction) {
    return transaction.data() == null && transaction.end() == null;
  }

  private static boolean isAnswer(SmtpReply reply) {
    return reply.isPositive() || reply.isRefusal();
  }

  private Verdict verdict(MailTransaction transaction, SendStep step, SmtpReply reply) {
    SendFailure failure =
        failures(transaction, new SendProgress(StepListener.NONE)).refused(step, reply);
    return new Verdict(outcome(reply.status(), failure), failure);
  }

  /** The result of a message whose connection was lost. */
  private SendResult broken(
      MailTransaction transaction, Transcript transcript, SendFailure failure) {
    if (isUncertain(transaction)) {
      return answered(
          transaction,
          transcript,
          new Verdict(Outcome.UNCERTAIN, new SendFailure(SendStep.DATA, "answer_lost")));
    }
    return transaction.isSenderAccepted()
        ? answered(transaction, transcript, new Verdict(Outcome.DEFERRED, failure))
        : serverFailed(transaction, transcript, failure);
  }

  // The end of the content was sent, and the server's reply was lost. A reused connection without
  // any reply had already been closed.
  private boolean isUncertain(MailTransaction transaction) {
    SmtpReply end = transaction.end();
    boolean heard = transaction.isBegun() ? transaction.isSenderAccepted() : !used;
    return heard && transaction.mail().handOver().hasBegun() && (end == null || !isAnswer(end));
  }

  private SendResult serverFailed(
      MailTransaction transaction, Transcript transcript, SendFailure failure) {
    return serverFailed(transaction, transcript, failure, transaction.last());
  }

  private SendResult serverFailed(
      MailTransaction transaction,
      Transcript transcript,
      SendFailure failure,
      @Nullable SmtpReply last) {
    return new SendResult(
        List.of(),
        new ServerFailure(
            failure,
            last != null && last.status() == SmtpReply.AUTHENTICATION_REQUIRED,
            shown(last)),
        shown(last),
        transcript.lines(),
        isConnectionOnly(transaction));
  }

  /** What the server said about the message after it had accepted recipients. */
  private record Verdict(Outcome outcome, @Nullable SendFailure failure) {

    static final Verdict TAKEN = new Verdict(Outcome.ACCEPTED, null);
  }

  /** Each recipient's own reply; for accepted ones, the result of the message counts. */
  private SendResult answered(MailTransaction transaction, Transcript transcript, Verdict verdict) {
    List<RecipientAnswer> answers = new ArrayList<>();
    List<SmtpReply> replies = transaction.isSenderAccepted() ? transaction.recipients() : List.of();
    SmtpReply sender = transaction.sender();
    // Of several pipelined commands, all have been replied to.
    String last = shown(sender != null && sender.isRefusal() ? sender : transaction.last());
    List<EmailAddress> recipients = transaction.mail().recipients();
    for (int i = 0; i < recipients.size(); i++) {
      SmtpReply reply = i < replies.size() ? replies.get(i) : null;
      answers.add(
          reply != null && reply.isRefusal() && !reply.isOfTheServer()
              ? refused(recipients.get(i), reply)
              : answer(recipients.get(i), verdict.outcome(), verdict.failure(), last));
    }
    return new SendResult(
        List.copyOf(answers), null, last, transcript.lines(), isConnectionOnly(transaction));
  }

  private boolean isConnectionOnly(MailTransaction transaction) {
    boolean contentKnown = transaction.isContentSent() && transaction.isBegun();
    return !isOpenAtAll() && (used || suspected) && !contentKnown;
  }

  private RecipientAnswer refused(EmailAddress recipient, SmtpReply reply) {
    SendFailure failure =
        failures(recipient.toString(), new SendProgress(StepListener.NONE))
            .refused(SendStep.RECIPIENT, reply);
    return answer(recipient, outcome(reply.status(), failure), failure, shown(reply));
  }

  private static RecipientAnswer answer(
      EmailAddress recipient,
      Outcome outcome,
      @Nullable SendFailure failure,
      @Nullable String reply) {
    return new RecipientAnswer(
        recipient,
        outcome,
        failure,
        reply,
        reply == null ? null : SmtpReplies.enhancedStatus(reply));
  }

  private static Outcome outcome(int status, SendFailure failure) {
    return status < 500 && !failure.code().equals("message_too_large")
        ? Outcome.DEFERRED
        : Outcome.REFUSED;
  }

  private SmtpFailures failures(MailTransaction transaction, SendProgress progress) {
    return failures(
        transaction.mail().recipients().stream()
            .map(EmailAddress::toString)
            .collect(Collectors.joining(", ")),
        progress);
  }

  private SmtpFailures failures(String recipient, SendProgress progress) {
    return new SmtpFailures(server, recipient, progress, timeouts, tls, connector);
  }

  private @Nullable String shown(@Nullable SmtpReply reply) {
    return reply == null ? null : SmtpReplies.without(reply.text(), secrets);
  }

  private boolean isOpenAtAll() {
    return !socket.isClosed();
  }

  @Override
  public @Nullable Boolean pipelines() {
    if (!offered.pipelining() || faults.areKnownOf(server)) {
      return false;
    }
    return pipelined ? true : null;
  }

  @Override
  public boolean mayAnnounce() {
    return offered.pipelining() && !offered.chunking();
  }

  @Override
  public boolean isOpen() {
    return isOpenAtAll() && (exchange.announced() != null || socket.isQuiet());
  }

  // After announcing a message and not sending it, there is no clean way to end.
  @Override
  public void close() {
    if (isOpenAtAll() && exchange.announced() == null) {
      conversation.sayGoodbye();
    }
    socket.close();
  }
}

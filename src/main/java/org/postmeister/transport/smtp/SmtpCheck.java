package org.postmeister.transport.smtp;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.IpAddresses;
import org.postmeister.common.Port;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.TestMessage;
import org.postmeister.transport.smtp.conversation.LoginMechanismCache;
import org.postmeister.transport.smtp.conversation.MailExchange;
import org.postmeister.transport.smtp.conversation.MailTransaction;
import org.postmeister.transport.smtp.conversation.SmtpConversation;
import org.postmeister.transport.smtp.conversation.SmtpReplies;
import org.postmeister.transport.smtp.conversation.SmtpReply;
import org.postmeister.transport.smtp.conversation.Transcript;
import org.postmeister.transport.smtp.socket.HostConnector;
import org.postmeister.transport.smtp.socket.SmtpCheckFailedException;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.postmeister.transport.smtp.socket.TlsHandshake;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** One test mail over one real connection. */
final class SmtpCheck {

  /** The steps of every SMTP test mail. */
  static final List<SendStep> STEPS =
      List.of(
          SendStep.RESOLVE,
          SendStep.CONNECT,
          SendStep.TLS,
          SendStep.AUTHENTICATE,
          SendStep.SENDER,
          SendStep.RECIPIENT,
          SendStep.DATA);

  private final TestMail mail;
  private final SendProgress progress;
  private final HostName host;
  private final Port port;
  private final Encryption encryption;
  private final EmailAddress sender;
  private final List<SendStep> steps;
  private final SmtpConversation.@Nullable Login login;
  private final LoginMechanismCache mechanisms;
  private final SmtpTimeouts timeouts;
  private final TlsHandshake tls;
  private final HostConnector connector;
  private final SmtpFailures failures;

  /**
   * @param steps all of them, including those before the connection
   * @param login null for no login
   */
  SmtpCheck(
      TestMail mail,
      SendProgress progress,
      List<SendStep> steps,
      SmtpConversation.@Nullable Login login,
      SmtpEnvironment environment,
      SmtpTimeouts timeouts) {
    this.mail = mail;
    this.mechanisms = environment.mechanisms();
    this.timeouts = timeouts;
    this.progress = progress;
    this.host = Objects.requireNonNull(mail.server().host());
    this.port = Objects.requireNonNull(mail.server().port());
    this.encryption = Objects.requireNonNull(mail.server().encryption());
    this.sender = Objects.requireNonNull(mail.server().senderAddress());
    this.steps = steps;
    this.login = login;
    this.tls = new TlsHandshake(host, environment.trust(mail.server()));
    this.connector = new HostConnector(host, mail.addresses(), timeouts, environment.deadlines());
    this.failures =
        new SmtpFailures(
            mail.server(), mail.recipient().toString(), progress, timeouts, tls, connector);
  }

  TestReport run() {
    try {
      progress.begin(SendStep.RESOLVE);
      List<InetAddress> addresses = connector.resolve();
      progress.ok(detail("check.resolved", joined(addresses)));
      progress.begin(SendStep.CONNECT);
      try (SmtpSocket socket = connector.connect(port)) {
        if (encryption == Encryption.TLS) {
          secure(socket);
        }
        return converse(socket);
      }
    } catch (SmtpCheckFailedException e) {
      return failed(e.failure(), e.serverReply());
    } catch (IOException e) {
      return failed(failures.classify(e, null, ""), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new SendFailure(progress.current(), "cancelled"), null);
    }
  }

  private void secure(SmtpSocket socket) throws IOException {
    progress.ok(
        detail("check.connected", IpAddresses.text(socket.getInetAddress()), port.toString()));
    progress.begin(SendStep.TLS);
    socket.encrypt(tls, timeouts.answer());
  }

  private TestReport converse(SmtpSocket socket) {
    return converse(socket, mechanisms.of(mail.server(), login), progress);
  }

  /**
   * @param until receives what happens until the login is complete
   */
  private TestReport converse(
      SmtpSocket socket, SmtpConversation.@Nullable Login with, SendProgress until) {
    SmtpConversation conversation =
        new SmtpConversation(
            // Only a message that needs SMTPUTF8 requests it: the next server on the way may not
            // support it (RFC 6531, 3.6).
            SmtpSettings.of(
                socket,
                mail.server().get(MailServerField.GREETING_NAME),
                with,
                encryption,
                needsSmtpUtf8()),
            socket,
            timeouts.answer(),
            until,
            encryption,
            tls,
            with,
            mail.server().utf8Headers());
    try {
      conversation.connect(socket);
      if (until != progress) {
        mechanisms.rememberLogin(mail.server());
        progress.ok(detail("check.signed_in", Objects.requireNonNull(with).username()));
      }
      return handOver(conversation, socket);
    } catch (MessagingException | IOException e) {
      if (until == progress && with != null && conversation.mayUseLoginMechanism()) {
        return converseAgain(with.withLoginMechanism());
      }
      SmtpCheckFailedException known = NetworkFault.causeOf(e, SmtpCheckFailedException.class);
      if (known != null) {
        return failed(known.failure(), SmtpReplies.without(known.serverReply(), secrets()));
      }
      String heard =
          progress.current() == SendStep.CONNECT && !conversation.hasGreeted()
              ? SmtpReplies.shorten(socket.heard())
              : "";
      String reply = reply(conversation);
      return failed(
          failures.classify(e, conversation, heard),
          reply == null && !heard.isEmpty() ? heard : reply);
    }
  }

  // The server offers PLAIN but does not accept it; a new connection is needed, since the old one
  // is unusable.
  private TestReport converseAgain(SmtpConversation.Login with) {
    SendProgress silent = new SendProgress(StepListener.NONE);
    silent.begin(SendStep.CONNECT);
    try (SmtpSocket socket = connector.connect(port)) {
      if (encryption == Encryption.TLS) {
        silent.ok(null);
        silent.begin(SendStep.TLS);
        socket.encrypt(tls, timeouts.answer());
      }
      return converse(socket, with, silent);
    } catch (SmtpCheckFailedException e) {
      return failed(e.failure(), e.serverReply());
    } catch (IOException e) {
      return failed(failures.classify(e, null, ""), null);
    }
  }

  // Step by step, so that each can be watched.
  private TestReport handOver(SmtpConversation conversation, SmtpSocket socket)
      throws MessagingException, IOException {
    TestMessage message = new TestMessage(conversation.session(), mail, sender);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    message.writeTo(content);
    MailTransaction transaction =
        new MailTransaction(
            new OutgoingMail(
                content.toByteArray(),
                mail.server().envelopeSender(sender),
                null,
                List.of(mail.recipient()),
                List.of(),
                needsSmtpUtf8(),
                false,
                false),
            conversation.extensions().stepByStep());
    progress.begin(SendStep.SENDER);
    SendFailure obstacle = transaction.obstacle();
    if (obstacle != null) {
      return failed(obstacle, null);
    }
    new MailExchange(conversation, socket, timeouts)
        .run(transaction, progress, new Transcript(secrets()), null);
    SmtpReply end = transaction.end();
    if (end != null && end.isPositive()) {
      conversation.sayGoodbye();
      return progress.sent(SmtpReplies.without(end.text(), secrets()), message.getMessageID());
    }
    SmtpReply last = Objects.requireNonNull(transaction.last());
    return failed(
        failures.refused(progress.current(), last), SmtpReplies.without(last.text(), secrets()));
  }

  private TestReport failed(SendFailure failure, @Nullable String reply) {
    return progress.failed(steps, failure, reply);
  }

  private @Nullable String reply(SmtpConversation conversation) {
    return SmtpReplies.without(conversation.getLastServerResponse(), secrets());
  }

  private boolean needsSmtpUtf8() {
    return mail.server().needsSmtpUtf8(true) || mail.recipient().needsSmtpUtf8();
  }

  private Redaction secrets() {
    return login == null ? Redaction.NOTHING : login.secrets();
  }

  private static String joined(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
  }

  private static DefaultMessageSourceResolvable detail(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }
}

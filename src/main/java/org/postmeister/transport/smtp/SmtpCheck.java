package org.postmeister.transport.smtp;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.TrustedAuthorities;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.TestMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** One test mail over one real connection. */
final class SmtpCheck {

  private static final Logger log = LoggerFactory.getLogger(SmtpCheck.class);

  /** Of every test mail by SMTP. */
  static final List<CheckStep> STEPS =
      List.of(
          CheckStep.RESOLVE,
          CheckStep.CONNECT,
          CheckStep.TLS,
          CheckStep.AUTHENTICATE,
          CheckStep.SENDER,
          CheckStep.RECIPIENT,
          CheckStep.DATA);

  private final TestMail mail;
  private final CheckProgress progress;
  private final HostName host;
  private final Port port;
  private final Encryption encryption;
  private final EmailAddress sender;
  private final List<CheckStep> steps;
  private final SmtpConversation.@Nullable Login login;
  private final TlsHandshake tls;
  private final HostConnector connector;
  private final SmtpFailures failures;

  /**
   * @param steps all of them, those before the connection included
   * @param login null to sign in to nothing
   */
  SmtpCheck(
      TestMail mail,
      CheckProgress progress,
      List<CheckStep> steps,
      SmtpConversation.@Nullable Login login,
      SmtpProperties properties,
      TrustedAuthorities authorities) {
    this.mail = mail;
    this.progress = progress;
    this.host = Objects.requireNonNull(mail.server().host());
    this.port = Objects.requireNonNull(mail.server().port());
    this.encryption = Objects.requireNonNull(mail.server().encryption());
    this.sender = Objects.requireNonNull(mail.server().senderAddress());
    this.steps = steps;
    this.login = login;
    this.tls = new TlsHandshake(host, new ServerTrust(authorities.trustManager()));
    this.connector = new HostConnector(host, mail.addresses(), properties);
    this.failures =
        new SmtpFailures(
            mail.server(), mail.recipient().toString(), progress, properties, tls, connector);
  }

  TestReport run() {
    try {
      progress.begin(CheckStep.RESOLVE);
      List<InetAddress> addresses = connector.resolve();
      progress.ok(detail("check.resolved", joined(addresses)));
      progress.begin(CheckStep.CONNECT);
      try (CheckedSocket plain = connector.connect(port);
          Socket socket = encryption == Encryption.TLS ? secure(plain) : plain) {
        return converse(socket, plain);
      }
    } catch (SmtpCheckFailedException e) {
      return failed(e.failure(), e.serverReply());
    } catch (IOException e) {
      return failed(failures.classify(e, null, ""), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new CheckFailure(progress.current(), "cancelled"), null);
    }
  }

  private Socket secure(Socket plain) throws IOException {
    progress.ok(
        detail("check.connected", plain.getInetAddress().getHostAddress(), port.toString()));
    progress.begin(CheckStep.TLS);
    return tls.shake(plain);
  }

  private TestReport converse(Socket socket, CheckedSocket plain) {
    SmtpConversation conversation =
        new SmtpConversation(
            // Only a message that needs it asks for SMTPUTF8: the next server on its way may not
            // have it (RFC 6531, 3.6).
            SmtpSettings.of(socket, login, encryption, tls, needsSmtpUtf8()),
            progress,
            encryption,
            tls,
            login,
            needsSmtpUtf8(),
            mail.server().utf8Headers());
    try {
      conversation.connect(socket);
      TestMessage message = new TestMessage(conversation.session(), mail, sender);
      Address[] recipients = message.getRecipients(Message.RecipientType.TO);
      conversation.sendMessage(message, recipients);
      String reply = reply(conversation);
      return progress.sent(reply, message.getMessageID());
    } catch (MessagingException e) {
      SmtpCheckFailedException known = SmtpFailures.causeOf(e, SmtpCheckFailedException.class);
      if (known != null) {
        return failed(known.failure(), SmtpReplies.without(known.serverReply(), secrets()));
      }
      String heard =
          progress.current() == CheckStep.CONNECT && !conversation.hasGreeted()
              ? SmtpReplies.shorten(plain.heard())
              : "";
      String reply = reply(conversation);
      return failed(
          failures.classify(e, conversation, heard),
          reply == null && !heard.isEmpty() ? heard : reply);
    } finally {
      close(conversation);
    }
  }

  private TestReport failed(CheckFailure failure, @Nullable String reply) {
    return progress.failed(steps, failure, reply);
  }

  private @Nullable String reply(SmtpConversation conversation) {
    return SmtpReplies.without(conversation.getLastServerResponse(), secrets());
  }

  private static void close(SmtpConversation conversation) {
    try {
      conversation.close();
    } catch (MessagingException e) {
      // The report is made; how the server says good-bye changes nothing in it.
      log.debug("Closing failed", e);
    }
  }

  private boolean needsSmtpUtf8() {
    return sender.needsSmtpUtf8() || mail.recipient().needsSmtpUtf8();
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

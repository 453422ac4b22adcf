package org.postmeister.transport.smtp;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.smtp.conversation.SmtpConversation;
import org.postmeister.transport.smtp.conversation.SmtpReplies;
import org.postmeister.transport.smtp.socket.HostConnector;
import org.postmeister.transport.smtp.socket.SmtpCheckFailedException;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.postmeister.transport.smtp.socket.TlsHandshake;

/** Opens connections for sending. */
final class SmtpConnector {

  private final SendingServer sending;
  private final MailServerSettings server;
  private final SmtpConversation.@Nullable Login login;
  private final SmtpTimeouts timeouts;
  private final SmtpEnvironment environment;
  private final boolean stepByStep;
  private final SendProgress progress = new SendProgress(StepListener.NONE);
  private final Encryption encryption;
  private final TlsHandshake tls;
  private final HostConnector connector;
  private final SmtpFailures failures;
  private final Redaction secrets;

  SmtpConnector(
      SendingServer sending,
      SmtpConversation.@Nullable Login login,
      SmtpEnvironment environment,
      boolean stepByStep,
      SmtpTimeouts timeouts) {
    this.sending = sending;
    this.server = sending.settings();
    this.login = environment.mechanisms().of(server, login);
    this.timeouts = timeouts;
    this.environment = environment;
    this.stepByStep = stepByStep;
    this.encryption = Objects.requireNonNull(server.encryption());
    HostName host = Objects.requireNonNull(server.host());
    this.tls = new TlsHandshake(host, environment.trust(server));
    this.connector =
        new HostConnector(host, sending.addresses(), timeouts, environment.deadlines());
    this.failures = new SmtpFailures(server, "", progress, timeouts, tls, connector);
    this.secrets = login == null ? Redaction.NOTHING : login.secrets();
  }

  /**
   * Opens one and logs in, with another mechanism if the server refuses the first one that it
   * offers.
   */
  SmtpConnection connect() throws ServerFailedException, InterruptedException {
    try {
      return connectOnce();
    } catch (MechanismRefusedException e) {
      SmtpConnection connection =
          new SmtpConnector(
                  sending,
                  Objects.requireNonNull(login).withLoginMechanism(),
                  environment,
                  stepByStep,
                  timeouts)
              .connectOnce();
      environment.mechanisms().rememberLogin(server);
      return connection;
    }
  }

  /** The server refuses a mechanism that it offers, and offers another one. */
  private static final class MechanismRefusedException extends RuntimeException {

    MechanismRefusedException(Throwable cause) {
      super(cause);
    }
  }

  private SmtpConnection connectOnce() throws ServerFailedException, InterruptedException {
    SmtpSocket socket = null;
    SmtpConversation conversation = null;
    try {
      progress.begin(SendStep.RESOLVE);
      connector.resolve();
      progress.begin(SendStep.CONNECT);
      socket = connector.connect(Objects.requireNonNull(server.port()));
      if (encryption == Encryption.TLS) {
        progress.begin(SendStep.TLS);
        socket.encrypt(tls, timeouts.answer());
      }
      conversation = conversation(socket);
      conversation.connect(socket);
      return new SmtpConnection(
          server,
          timeouts,
          socket,
          conversation,
          tls,
          connector,
          environment.faults(),
          stepByStep,
          secrets);
    } catch (RuntimeException e) {
      close(socket);
      throw e;
    } catch (SmtpCheckFailedException e) {
      close(socket);
      throw failed(e.failure(), e.serverReply(), e);
    } catch (IOException | MessagingException e) {
      if (Thread.interrupted()) {
        close(socket);
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      close(socket);
      if (conversation != null && conversation.mayUseLoginMechanism()) {
        throw new MechanismRefusedException(e);
      }
      SmtpCheckFailedException known = NetworkFault.causeOf(e, SmtpCheckFailedException.class);
      if (known != null) {
        throw failed(known.failure(), known.serverReply(), e);
      }
      String heard =
          socket != null && (conversation == null || !conversation.hasGreeted())
              ? SmtpReplies.shorten(socket.heard())
              : "";
      SendFailure failure = failures.classify(e, conversation, heard);
      throw failed(failure, conversation == null ? null : conversation.getLastServerResponse(), e);
    }
  }

  private SmtpConversation conversation(SmtpSocket socket) {
    return new SmtpConversation(
        SmtpSettings.of(
            socket,
            server.get(MailServerField.GREETING_NAME),
            login,
            encryption,
            server.utf8Headers()),
        socket,
        timeouts.answer(),
        progress,
        encryption,
        tls,
        login,
        server.utf8Headers());
  }

  // A wrong password stays wrong, and repeated attempts lock accounts.
  private ServerFailedException failed(
      SendFailure failure, @Nullable String reply, Exception cause) {
    boolean lasting =
        failure.step() == SendStep.AUTHENTICATE
            && !failure.code().equals("authentication_unavailable")
            && !failure.code().equals("answer_timed_out")
            && !failure.code().equals("connection_lost")
            && !failure.code().equals("server_unavailable");
    return new ServerFailedException(
        new ServerFailure(failure, lasting, SmtpReplies.without(reply, secrets)), cause);
  }

  private static void close(@Nullable SmtpSocket socket) {
    if (socket != null) {
      socket.close();
    }
  }
}

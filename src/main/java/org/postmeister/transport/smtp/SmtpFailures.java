package org.postmeister.transport.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.smtp.conversation.SmtpAnswers;
import org.postmeister.transport.smtp.conversation.SmtpConversation;
import org.postmeister.transport.smtp.conversation.SmtpReplies;
import org.postmeister.transport.smtp.conversation.SmtpReply;
import org.postmeister.transport.smtp.socket.CertificateNames;
import org.postmeister.transport.smtp.socket.HostConnector;
import org.postmeister.transport.smtp.socket.ServerTrust;
import org.postmeister.transport.smtp.socket.SmtpCheckFailedException;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.postmeister.transport.smtp.socket.TlsHandshake;

/** Determines what a failure means to the person who has to act on it. */
final class SmtpFailures {

  private static final Duration PROBE = Duration.ofSeconds(10);

  private final MailServerSettings server;
  private final String recipient;
  private final SendProgress progress;
  private final SmtpTimeouts timeouts;
  private final TlsHandshake tls;
  private final HostConnector connector;

  /**
   * @param recipient of the mail, for display
   */
  SmtpFailures(
      MailServerSettings server,
      String recipient,
      SendProgress progress,
      SmtpTimeouts timeouts,
      TlsHandshake tls,
      HostConnector connector) {
    this.server = server;
    this.recipient = recipient;
    this.progress = progress;
    this.timeouts = timeouts;
    this.tls = tls;
    this.connector = connector;
  }

  private String envelopeSender() {
    return server.envelopeSender(Objects.requireNonNull(server.senderAddress())).toString();
  }

  /**
   * Classifies the failure of the running step.
   *
   * @param conversation null if it did not get that far
   * @param heard what the server said instead of a greeting
   */
  SendFailure classify(Exception failure, @Nullable SmtpConversation conversation, String heard) {
    SendStep step = progress.current();
    ServerTrust.Verdict verdict = tls.verdict();
    if (verdict != null) {
      return certificate(verdict);
    }
    if (causedBy(failure, SocketTimeoutException.class)) {
      return timedOut(step, conversation, heard);
    }
    if (causedBy(failure, SSLException.class)) {
      return tlsFailed(step, failure);
    }
    if (causedBy(failure, SmtpSocket.AnswerTooLongException.class)) {
      return of(step, "answer_too_long");
    }
    int status = conversation == null ? -1 : conversation.getLastReturnCode();
    String reply =
        conversation == null ? "" : SmtpReplies.shorten(conversation.getLastServerResponse());
    if (causedBy(failure, IOException.class) || (status < 100 && isEmpty(reply))) {
      return of(step, "connection_lost");
    }
    if (conversation != null && step == SendStep.AUTHENTICATE && status < 400) {
      // Angus Mail has found no usable mechanism.
      return of(step, "authentication_no_mechanism", conversation.offeredMechanisms());
    }
    return refused(step, status, reply);
  }

  private static boolean isEmpty(String reply) {
    return reply.isEmpty() || reply.equals("[EOF]");
  }

  private SendFailure certificate(ServerTrust.Verdict verdict) {
    X509Certificate certificate = verdict.certificate();
    return of(
        SendStep.TLS,
        verdict.code(),
        String.valueOf(server.host()),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotAfter(),
        certificate.getNotBefore(),
        CertificateNames.of(certificate));
  }

  private SendFailure timedOut(
      SendStep step, @Nullable SmtpConversation conversation, String heard) {
    if (step == SendStep.CONNECT && !heard.isEmpty()) {
      return of(step, "not_smtp", String.valueOf(server.port()));
    }
    if (step == SendStep.CONNECT && (conversation == null || !conversation.hasGreeted())) {
      return of(
          step,
          speaksTls() ? "tls_expected" : "no_greeting",
          String.valueOf(server.port()),
          Long.toString(timeouts.answer().toSeconds()));
    }
    Duration waited = conversation == null ? timeouts.answer() : conversation.waited();
    return of(step, "answer_timed_out", Long.toString(waited.toSeconds()));
  }

  // A server that says nothing may be waiting for us to start TLS. Only a second connection can
  // tell.
  private boolean speaksTls() {
    try (SmtpSocket probe = connector.connect(Objects.requireNonNull(server.port()))) {
      probe.encrypt(tls, PROBE);
      return true;
    } catch (SSLException e) {
      return tls.verdict() != null;
    } catch (IOException | SmtpCheckFailedException e) {
      return false;
    }
  }

  private SendFailure tlsFailed(SendStep step, Exception failure) {
    String text = rootMessage(failure);
    boolean plain =
        text.contains("Unsupported or unrecognized SSL message")
            || text.contains("plaintext connection");
    if (plain && server.encryption() == Encryption.TLS) {
      return of(step, "tls_not_spoken", String.valueOf(server.port()));
    }
    return of(step, "tls_failed", text);
  }

  /** Classifies a reply. */
  SendFailure refused(SendStep step, SmtpReply reply) {
    String text = SmtpReplies.shorten(reply.text());
    return reply.status() < 100 && isEmpty(text)
        ? of(step, "connection_lost")
        : refused(step, reply.status(), text);
  }

  /** Classifies a refusal. */
  private SendFailure refused(SendStep step, int status, String reply) {
    String enhanced = SmtpReplies.enhancedStatus(reply);
    if (status < 100 && step == SendStep.CONNECT) {
      return reply.startsWith("\u0015") || reply.startsWith("�")
          ? of(step, "tls_expected", String.valueOf(server.port()))
          : of(step, "not_smtp", String.valueOf(server.port()));
    }
    if (status < 400 || status > 599) {
      return of(step, "answer_not_understood");
    }
    if (status == 421) {
      return of(step, "server_unavailable");
    }
    if (status == 530) {
      return of(
          step,
          reply.toUpperCase(Locale.ROOT).contains("STARTTLS")
              ? "starttls_required"
              : "authentication_required");
    }
    if (step == SendStep.AUTHENTICATE) {
      return switch (server.authentication()) {
        case Authentication.SmtpOauth2 oauth2 -> accessToken(oauth2, status, reply);
        case Authentication.GoogleServiceAccount google when !isTemporary(status) ->
            of(step, "google_mailbox_refused", String.valueOf(google.user()));
        default -> authentication(status, reply);
      };
    }
    if (isTooLarge(status, enhanced)) {
      return of(step, "message_too_large");
    }
    String meaning = SmtpAnswers.meaning(step, status, reply);
    if (meaning != null) {
      return of(step, meaning, meaning.startsWith("sender_") ? envelopeSender() : recipient);
    }
    if (isTemporary(status)) {
      return of(step, "temporarily_refused");
    }
    return switch (step) {
      case SENDER -> of(step, "sender_refused", envelopeSender());
      case RECIPIENT -> of(step, "recipient_refused", recipient);
      case DATA -> of(step, "message_refused");
      default -> of(step, "server_refuses");
    };
  }

  private static boolean isTemporary(int status) {
    return status >= 400 && status < 500;
  }

  private static SendFailure authentication(int status, String reply) {
    String meaning = SmtpAnswers.meaning(SendStep.AUTHENTICATE, status, reply);
    if (meaning != null) {
      return of(SendStep.AUTHENTICATE, meaning);
    }
    return of(
        SendStep.AUTHENTICATE,
        isTemporary(status) ? "authentication_unavailable" : "authentication_failed");
  }

  private static SendFailure accessToken(
      Authentication.SmtpOauth2 oauth2, int status, String reply) {
    String mailbox = String.valueOf(oauth2.username());
    // Exchange Online: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is
    // disabled for the Tenant / Mailbox.
    if (reply.contains("SmtpClientAuthentication")) {
      return of(SendStep.AUTHENTICATE, "oauth2_smtp_auth_disabled", mailbox);
    }
    return isTemporary(status)
        ? of(SendStep.AUTHENTICATE, "authentication_unavailable")
        : of(SendStep.AUTHENTICATE, "oauth2_refused", mailbox);
  }

  // RFC 1870 and RFC 3463: 552 alone may also mean a full mailbox.
  private static boolean isTooLarge(int status, @Nullable String enhanced) {
    return enhanced == null
        ? status == 552
        : enhanced.endsWith(".3.4") || enhanced.endsWith(".2.3");
  }

  private static SendFailure of(SendStep step, String code, Object... arguments) {
    return new SendFailure(step, code, arguments);
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
    return NetworkFault.causeOf(failure, type) != null;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}

package org.postmeister.transport.graph;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.postmeister.transport.microsoft.AccessToken;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.MicrosoftHttp;
import org.postmeister.transport.microsoft.MicrosoftProperties;
import org.springframework.stereotype.Component;

/** Hands messages to Microsoft Graph, once each: others decide whether and when to retry. */
@Component
class GraphSender {

  /**
   * The largest message in one request, in bytes: Graph accepts requests of 4 MB, and Base64 turns
   * three bytes into four.
   */
  static final int MAX_MIME = 3_000_000;

  private static final Session SESSION = Session.getInstance(new Properties());

  private final MicrosoftHttp http;
  private final SendingLimiter limits;
  private final MicrosoftProperties properties;

  GraphSender(MicrosoftHttp http, SendingLimiter limits, MicrosoftProperties properties) {
    this.http = http;
    this.limits = limits;
    this.properties = properties;
  }

  /**
   * Looks the sender up.
   *
   * @throws MicrosoftException if there is no such user, or the application may not look it up
   */
  GraphUser find(GraphAccount account) throws MicrosoftException, InterruptedException {
    AccessToken _ = account.tokens().current();
    return limits.within(account.registration(), failures(account), mailbox(account)::find);
  }

  /**
   * Whether the sender's mailbox shows that a message was sent.
   *
   * @throws MicrosoftException if this application may not see that, or not now
   */
  boolean hasSent(GraphAccount account, String messageId)
      throws MicrosoftException, InterruptedException {
    GraphMailbox mailbox = mailbox(account);
    AccessToken _ = account.tokens().current();
    return limits.within(
        account.registration(), failures(account), () -> mailbox.hasSent(messageId));
  }

  /**
   * Hands over a complete message.
   *
   * @param mime complete, with Bcc; From is the sender
   * @return the id that Microsoft's support asks for, empty if there was none
   * @throws MicrosoftException if it was not accepted
   */
  Optional<String> send(GraphAccount account, byte[] mime)
      throws MicrosoftException, InterruptedException {
    if (mime.length > MAX_MIME) {
      return send(account, parsed(mime));
    }
    GraphMailbox mailbox = mailbox(account);
    begin(account);
    return sent(
        account,
        limits.within(account.registration(), failures(account), () -> mailbox.send(mime)));
  }

  // It has been accepted, and Microsoft asks for a pause before the next one.
  private Optional<String> sent(GraphAccount account, GraphMailbox.Sent sent) {
    limits.slowDown(account.registration(), sent.retryAfter());
    return sent.requestId();
  }

  // Without a token there is no proof that the application belongs to the caller: nothing counts
  // against its limits, and what Entra says is not shown to those who have one.
  private void begin(GraphAccount account) throws MicrosoftException, InterruptedException {
    AccessToken _ = account.tokens().current();
    limits.count(account.registration(), account.sender(), failures(account));
  }

  private static MimeMessage parsed(byte[] mime) {
    try {
      return new MimeMessage(SESSION, new ByteArrayInputStream(mime));
    } catch (MessagingException e) {
      throw new IllegalStateException("A message that was written cannot be read", e);
    }
  }

  /**
   * Hands over a message. What is too large for one request becomes a draft, gets its attachments
   * one by one, and is then sent.
   *
   * @param message complete, with Bcc, since Graph takes the recipients from it; From is the sender
   * @return the id that Microsoft's support asks for, empty if there was none
   * @throws MicrosoftException if it was not accepted; with {@code graph_answer_lost} it may have
   *     been
   */
  Optional<String> send(GraphAccount account, MimeMessage message)
      throws MicrosoftException, InterruptedException {
    byte[] mime = bytes(message);
    if (mime.length <= MAX_MIME) {
      return send(account, mime);
    }
    GraphMailbox mailbox = mailbox(account);
    SplitMessage split = SplitMessage.of(message);
    byte[] rest = bytes(split.rest());
    throwIfTooLarge(rest.length, MAX_MIME);
    for (SplitMessage.Attachment attachment : split.attachments()) {
      throwIfTooLarge(attachment.content().length, GraphDraft.MAX_ATTACHMENT);
    }
    begin(account);
    return sent(
        account,
        limits.within(
            account.registration(),
            failures(account),
            () -> new GraphDraft(mailbox).send(rest, split.attachments())));
  }

  private static void throwIfTooLarge(long size, long limit) throws MicrosoftException {
    if (size > limit) {
      throw new MicrosoftException(
          MicrosoftFailure.of("graph_over_limit", null, megabytes(size), megabytes(limit)), null);
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
  }

  private GraphMailbox mailbox(GraphAccount account) {
    return new GraphMailbox(
        account, http.graph(account.registration().cloud()).client(), failures(account));
  }

  private GraphFailures failures(GraphAccount account) {
    return new GraphFailures(
        account.sender(),
        http.graph(account.registration().cloud()).name(),
        properties.answerTimeout().toSeconds());
  }

  private static byte[] bytes(MimeMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      message.writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("A message cannot be written", e);
    }
  }
}

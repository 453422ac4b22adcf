package org.postmeister.transport.graph;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.RecipientAnswer.Outcome;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends for one mailbox. There is nothing to keep open: connections are shared by all mailboxes.
 * Graph accepts a message for all its recipients or for none.
 */
final class GraphConnection implements MailConnection {

  // As messages are written (RFC 6532).
  private static final Session UTF8_HEADERS = utf8Headers();

  private static final Set<String> OF_THE_MESSAGE =
      Set.of(
          "graph_over_limit",
          "graph_too_large",
          "graph_mime_refused",
          "graph_drafts_denied",
          "graph_recipients_refused");
  private static final String UNKNOWN = "graph_unknown";
  // That cannot be sent through, or not by this application.
  private static final Set<String> NO_MAILBOX_OF_OURS =
      Set.of("graph_access_denied", "graph_unknown_sender", "graph_no_mailbox");
  private static final String SEND_AS_DENIED = "graph_send_as_denied";

  private static final Logger log = LoggerFactory.getLogger(GraphConnection.class);

  private final GraphAccount account;
  private final GraphSender sender;

  GraphConnection(GraphAccount account, GraphSender sender) {
    this.account = account;
    this.sender = sender;
  }

  @Override
  public SendResult send(OutgoingMail mail, @Nullable OutgoingMail next)
      throws InterruptedException {
    try {
      if (mail.isUncertain() && hasBeenSent(mail)) {
        return result(mail, Outcome.ACCEPTED, null, "Sent Items");
      }
    } catch (MicrosoftException e) {
      // Its state is looked up again later: sending it now could send it twice.
      return serverFailed(e.failure());
    }
    if (!mail.handOver().begin()) {
      throw new InterruptedException();
    }
    try {
      String reply = "HTTP 202 Accepted" + hand(mail).map(id -> "\nrequest-id: " + id).orElse("");
      return result(mail, Outcome.ACCEPTED, null, reply);
    } catch (MicrosoftException e) {
      MicrosoftFailure failure = e.failure();
      boolean ofItsSender =
          failure.code().equals(SEND_AS_DENIED) && !mailboxOf(mail).equals(account);
      if (ofItsSender || OF_THE_MESSAGE.contains(failure.code())) {
        return result(mail, Outcome.REFUSED, failure.at(SendStep.SEND), failure.reply());
      }
      if (failure.code().equals(GraphFailures.ANSWER_LOST)) {
        return result(mail, Outcome.UNCERTAIN, failure.at(SendStep.SEND), failure.reply());
      }
      if (failure.code().equals(UNKNOWN)) {
        return result(mail, Outcome.DEFERRED, failure.at(SendStep.SEND), failure.reply());
      }
      return serverFailed(failure);
    }
  }

  // Through the mailbox that it is from, if there is one; otherwise through the server's, which
  // then has to be allowed to send as that address.
  private Optional<String> hand(OutgoingMail mail) throws MicrosoftException, InterruptedException {
    byte[] content = forWhomItIs(mail);
    GraphAccount own = mailboxOf(mail);
    if (!own.equals(account)) {
      try {
        return sender.send(own, content);
      } catch (MicrosoftException e) {
        if (!NO_MAILBOX_OF_OURS.contains(e.failure().code())) {
          throw e;
        }
        log.debug("{} is no mailbox to send through", own.sender());
      }
    }
    return sender.send(account, content);
  }

  private GraphAccount mailboxOf(OutgoingMail mail) {
    EmailAddress from = from(mail);
    return from == null || from.equals(account.sender())
        ? account
        : new GraphAccount(account.registration(), account.tokens(), from);
  }

  private static @Nullable EmailAddress from(OutgoingMail mail) {
    try {
      String from =
          new InternetHeaders(new ByteArrayInputStream(mail.content())).getHeader("From", null);
      return from == null
          ? null
          : Arrays.stream(InternetAddress.parseHeader(from, false))
              .flatMap(one -> EmailAddress.find(String.valueOf(one.getAddress())).stream())
              .findFirst()
              .orElse(null);
    } catch (MessagingException e) {
      // Microsoft will say what it thinks of it.
      return null;
    }
  }

  private static SendResult serverFailed(MicrosoftFailure failure) {
    return new SendResult(
        List.of(),
        failure.asServerFailure(SendStep.SEND),
        failure.reply(),
        transcript(failure.reply()),
        false);
  }

  // An application that may only send cannot see what was sent.
  private boolean hasBeenSent(OutgoingMail mail) throws MicrosoftException, InterruptedException {
    try {
      String messageId =
          new InternetHeaders(new ByteArrayInputStream(mail.content()))
              .getHeader("Message-ID", null);
      return messageId != null && sender.hasSent(mailboxOf(mail), messageId);
    } catch (MicrosoftException e) {
      if (!e.failure().code().equals("graph_access_denied")) {
        throw e;
      }
      log.debug("The application may not see whether a message was sent");
      return false;
    } catch (MessagingException e) {
      throw new IllegalStateException("A message that was written cannot be read", e);
    }
  }

  // Graph takes the recipients from the message, and removes Bcc when it sends.
  private static byte[] forWhomItIs(OutgoingMail mail) {
    Set<EmailAddress> named = new HashSet<>();
    byte[] content = withoutOthers(mail, named);
    // Whoever stands in no header that can be read would get nothing.
    List<EmailAddress> blind =
        mail.recipients().stream().filter(recipient -> !named.contains(recipient)).toList();
    if (blind.isEmpty()) {
      return content;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(
        blind.stream()
            .map(EmailAddress::toAsciiDomain)
            .collect(Collectors.joining(",\r\n ", "Bcc: ", "\r\n"))
            .getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(content);
    return whole.toByteArray();
  }

  private static Session utf8Headers() {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", "true");
    return Session.getInstance(properties);
  }

  /**
   * Recipients that got the message through another server before, or that only stand in a header,
   * do not get it.
   *
   * @param named receives those that stay in headers
   */
  private static byte[] withoutOthers(OutgoingMail mail, Set<EmailAddress> named) {
    Set<EmailAddress> wanted = Set.copyOf(mail.recipients());
    try {
      MimeMessage message = new MimeMessage(UTF8_HEADERS, new ByteArrayInputStream(mail.content()));
      boolean others = false;
      for (RecipientType type : List.of(RecipientType.TO, RecipientType.CC)) {
        List<Address> kept = new ArrayList<>();
        Address[] all = addresses(message, type);
        for (Address address : all) {
          EmailAddress known =
              EmailAddress.find(String.valueOf(((InternetAddress) address).getAddress()))
                  .orElse(null);
          if (known != null && wanted.contains(known)) {
            kept.add(address);
            named.add(known);
          }
        }
        if (kept.size() < all.length
            || (all.length == 0 && message.getHeader(type.toString()) != null)) {
          others = true;
          message.setRecipients(type, kept.toArray(Address[]::new));
        }
      }
      if (!others) {
        return mail.content();
      }
      ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
      message.writeTo(rewritten);
      return rewritten.toByteArray();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("A message that was written cannot be read", e);
    }
  }

  // None of a header that cannot be read.
  private static Address[] addresses(MimeMessage message, RecipientType type)
      throws MessagingException {
    try {
      return Objects.requireNonNullElse(message.getRecipients(type), new Address[0]);
    } catch (AddressException e) {
      return new Address[0];
    }
  }

  private static SendResult result(
      OutgoingMail mail, Outcome outcome, @Nullable SendFailure failure, @Nullable String reply) {
    return new SendResult(
        mail.recipients().stream()
            .map(recipient -> new RecipientAnswer(recipient, outcome, failure, reply, null))
            .toList(),
        null,
        reply,
        transcript(reply),
        false);
  }

  private static List<String> transcript(@Nullable String reply) {
    return reply == null ? List.of("C: POST sendMail") : List.of("C: POST sendMail", "S: " + reply);
  }

  @Override
  public @Nullable Boolean pipelines() {
    return null;
  }

  @Override
  public boolean mayAnnounce() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // The underlying connections stay open.
  }
}

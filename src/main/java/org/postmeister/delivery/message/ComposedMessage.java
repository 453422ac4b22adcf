package org.postmeister.delivery.message;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.DsnParameters;

/**
 * A message that is composed here.
 *
 * @param owner a tenant, or the system
 * @param replyTo where replies go, empty for the sender
 * @param text null if there is only HTML
 * @param html null if there is only text
 * @param headers additional headers, as they will be in the message
 * @param confidential whether only its recipients may read its content, and no administrator
 * @param options when and how it is to be delivered
 * @param names display names for addresses
 * @param from who it is from, null for the server's sender
 */
public record ComposedMessage(
    MailOwner owner,
    List<EmailAddress> to,
    List<EmailAddress> cc,
    List<EmailAddress> bcc,
    List<EmailAddress> replyTo,
    HeaderText subject,
    @Nullable String text,
    @Nullable String html,
    List<Attachment> attachments,
    SequencedMap<String, HeaderText> headers,
    boolean confidential,
    DeliveryOptions options,
    Map<EmailAddress, DisplayName> names,
    @Nullable EmailAddress from)
    implements NewMessage {

  /** A recipient in several headers stays in the first and gets the message once. */
  public ComposedMessage {
    to = to.stream().distinct().toList();
    cc = without(to, cc);
    bcc = without(cc, without(to, bcc));
    replyTo = replyTo.stream().distinct().toList();
    names = Map.copyOf(names);
  }

  private static List<EmailAddress> without(List<EmailAddress> known, List<EmailAddress> others) {
    Set<EmailAddress> all = Set.copyOf(known);
    return others.stream().filter(address -> !all.contains(address)).distinct().toList();
  }

  @Override
  public List<Recipient> recipients() {
    return Stream.of(
            to.stream().map(address -> queued(address, Recipient.Kind.TO)),
            cc.stream().map(address -> queued(address, Recipient.Kind.CC)),
            bcc.stream().map(address -> queued(address, Recipient.Kind.BCC)))
        .flatMap(stream -> stream)
        .toList();
  }

  @Override
  public boolean canBeUnsubscribed() {
    return headers.keySet().stream()
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("list-unsubscribe"));
  }

  @Override
  public boolean needsSmtpUtf8() {
    return needingUtf8().findAny().isPresent();
  }

  @Override
  public Stream<String> needingUtf8() {
    return Stream.of(
            needingUtf8("to", to),
            needingUtf8("cc", cc),
            needingUtf8("bcc", bcc),
            needingUtf8("replyTo", replyTo),
            needingUtf8("from", from == null ? List.of() : List.of(from)))
        .flatMap(field -> field);
  }

  private static Stream<String> needingUtf8(String field, List<EmailAddress> addresses) {
    return addresses.stream().anyMatch(EmailAddress::needsSmtpUtf8)
        ? Stream.of(field)
        : Stream.empty();
  }

  @Override
  public Set<String> senders() {
    return from == null ? Set.of() : Set.of(from.toString());
  }

  @Override
  public ComposedMessage withServersSender() {
    return new ComposedMessage(
        owner,
        to,
        cc,
        bcc,
        replyTo.isEmpty() && from != null ? List.of(from) : replyTo,
        subject,
        text,
        html,
        attachments,
        headers,
        confidential,
        options,
        names,
        null);
  }

  @Override
  public SenderPolicy otherwise() {
    return SenderPolicy.REFUSE;
  }

  @Override
  public String subjectLine() {
    return subject.value();
  }

  @Override
  public @Nullable DsnParameters dsn() {
    return null;
  }

  @Override
  public MimeContent write(String domain, Instant date) {
    return MimeContent.of(this, domain, date);
  }

  private static Recipient queued(EmailAddress address, Recipient.Kind kind) {
    return new Recipient(address, kind, MessageStatus.QUEUED, null, null, false);
  }

  @Override
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        for (Recipient recipient : recipients()) {
          write(out, recipient.kind().name());
          write(out, recipient.address().toString());
        }
        // As it was when there was at most one.
        write(
            out,
            replyTo.isEmpty()
                ? "null"
                : replyTo.stream().map(Object::toString).collect(Collectors.joining(",")));
        write(out, subject.value());
        write(out, String.valueOf(text));
        write(out, String.valueOf(html));
        for (Attachment attachment : attachments) {
          write(out, attachment.name());
          write(out, attachment.contentType());
          write(out, attachment.content());
          if (attachment.contentId() != null) {
            write(out, attachment.contentId().value());
          }
        }
        for (Map.Entry<String, HeaderText> header : headers.entrySet()) {
          write(out, header.getKey());
          write(out, header.getValue().value());
        }
        for (String named : names.entrySet().stream().map(Object::toString).sorted().toList()) {
          write(out, named);
        }
        if (from != null) {
          write(out, from.toString());
        }
        if (!options.equals(DeliveryOptions.USUAL)) {
          write(out, options.toString());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("A digest can always be written to", e);
    }
  }

  private static void write(DataOutputStream out, String value) throws IOException {
    write(out, value.getBytes(StandardCharsets.UTF_8));
  }

  // Each with its length, so that nothing can shift from one value to the next.
  private static void write(DataOutputStream out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }
}

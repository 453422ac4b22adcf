package org.postmeister.delivery.message;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.common.InvalidValueException;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.DsnParameters;
import org.springframework.util.StringUtils;

/**
 * A message that came complete (RFC 5322), such as over SMTP. It is sent as it came, octet for
 * octet, except that {@code Bcc} and {@code Idempotency-Key} are removed, {@code Received} is put
 * in front, and {@code Date} and {@code Message-ID} if it has none.
 */
public final class SubmittedMessage implements NewMessage {

  /** Says which messages are the same; it is for the server only. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Stands for the recipients where fields are named. */
  public static final String RECIPIENT = "RCPT TO";

  private static final List<String> ADDRESSES = List.of("From", "Sender", "Reply-To", "To", "Cc");

  // Of the column, and of what servers accept.
  private static final int LONGEST_MESSAGE_ID = 340;
  private static final Set<String> REMOVED =
      Set.of("bcc", "resent-bcc", IDEMPOTENCY_KEY.toLowerCase(Locale.ROOT));

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final MailOwner owner;
  private final List<EmailAddress> envelope;
  private final byte[] content;
  private final String received;
  private final boolean smtpUtf8;
  private final @Nullable DsnParameters dsn;
  private final SenderPolicy otherwise;
  private final boolean serversSender;
  private final RawHeader header;
  // Computed when it is first asked for: it takes as long as everything else about a large message.
  private @Nullable String hash;

  /**
   * @param envelope its recipients; whoever is in no header stays hidden from the others
   * @param content with header and body; not copied, do not modify
   * @param received the value of its {@code Received} field, folded, without the time
   * @param smtpUtf8 whether its sender says that it needs SMTPUTF8
   * @param otherwise what becomes of it if it is from somebody it may not be from
   */
  public SubmittedMessage(
      MailOwner owner,
      List<EmailAddress> envelope,
      byte[] content,
      String received,
      boolean smtpUtf8,
      @Nullable DsnParameters dsn,
      SenderPolicy otherwise) {
    this(owner, envelope, content, received, smtpUtf8, dsn, otherwise, false);
  }

  private SubmittedMessage(
      MailOwner owner,
      List<EmailAddress> envelope,
      byte[] content,
      String received,
      boolean smtpUtf8,
      @Nullable DsnParameters dsn,
      SenderPolicy otherwise,
      boolean serversSender) {
    this.owner = owner;
    this.envelope = envelope.stream().distinct().toList();
    this.content = content;
    this.received = received;
    this.smtpUtf8 = smtpUtf8;
    this.dsn = dsn;
    this.otherwise = otherwise;
    this.serversSender = serversSender;
    this.header = RawHeader.of(content);
  }

  @Override
  public MailOwner owner() {
    return owner;
  }

  @Override
  public List<Recipient> recipients() {
    Set<EmailAddress> to = named("To");
    Set<EmailAddress> cc = named("Cc");
    return Stream.of(Recipient.Kind.values())
        .flatMap(kind ->
            envelope.stream()
                .filter(address -> kind(address, to, cc) == kind)
                .map(address ->
                    new Recipient(address, kind, MessageStatus.QUEUED, null, null, false)))
        .toList();
  }

  private static Recipient.Kind kind(
      EmailAddress address, Set<EmailAddress> to, Set<EmailAddress> cc) {
    if (to.contains(address)) {
      return Recipient.Kind.TO;
    }
    return cc.contains(address) ? Recipient.Kind.CC : Recipient.Kind.BCC;
  }

  private Set<EmailAddress> named(String field) {
    return header.values(field).stream()
        .flatMap(SubmittedMessage::addresses)
        .collect(Collectors.toSet());
  }

  // What cannot be read is nobody's: it only decides what the log calls a recipient.
  private static Stream<EmailAddress> addresses(String list) {
    try {
      return Arrays.stream(InternetAddress.parseHeader(list, false))
          .flatMap(address -> EmailAddress.find(String.valueOf(address.getAddress())).stream());
    } catch (AddressException e) {
      return Stream.empty();
    }
  }

  @Override
  public Set<String> senders() {
    return SentContent.senders(header);
  }

  @Override
  public SubmittedMessage withServersSender() {
    return new SubmittedMessage(owner, envelope, content, received, smtpUtf8, dsn, otherwise, true);
  }

  @Override
  public SenderPolicy otherwise() {
    return otherwise;
  }

  /** The names of its header fields. */
  public List<String> headers() {
    return header.names();
  }

  /** The key that it brings itself, empty if there is none. */
  public Optional<String> idempotencyKey() {
    return header.first(IDEMPOTENCY_KEY);
  }

  /** The {@code Message-ID} that it came with, empty if there is none. */
  public Optional<String> messageId() {
    return header
        .first("Message-ID")
        .filter(id -> !id.isEmpty() && id.length() <= LONGEST_MESSAGE_ID);
  }

  @Override
  public String subjectLine() {
    String raw = header.first("Subject").orElse("");
    String text;
    try {
      text = MimeUtility.decodeText(raw);
    } catch (UnsupportedEncodingException e) {
      text = raw;
    }
    try {
      return new HeaderText(
              StringUtils.truncate(
                  SPACES.matcher(text).replaceAll(" "), HeaderText.MAX_LENGTH - 50))
          .value();
    } catch (InvalidValueException e) {
      // For the log only; the message keeps what it has.
      return StringUtils.truncate(text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "").strip(), 900);
    }
  }

  @Override
  public boolean canBeUnsubscribed() {
    return header.has("List-Unsubscribe");
  }

  @Override
  public boolean needsSmtpUtf8() {
    return smtpUtf8
        && (!header.isAscii() || envelope.stream().anyMatch(EmailAddress::needsSmtpUtf8));
  }

  @Override
  public Stream<String> needingUtf8() {
    if (!needsSmtpUtf8()) {
      return Stream.empty();
    }
    Stream<String> recipients =
        envelope.stream().anyMatch(EmailAddress::needsSmtpUtf8)
            ? Stream.of(RECIPIENT)
            : Stream.empty();
    return Stream.concat(header.beyondAscii(), recipients);
  }

  /**
   * The first field with an address that needs SMTPUTF8, although its sender does not say so: no
   * server could be told what it gets.
   */
  public Optional<String> unannouncedUtf8() {
    return smtpUtf8 || header.isAscii()
        ? Optional.empty()
        : ADDRESSES.stream()
            .filter(field -> named(field).stream().anyMatch(EmailAddress::needsSmtpUtf8))
            .findFirst();
  }

  @Override
  public boolean confidential() {
    return false;
  }

  @Override
  public DeliveryOptions options() {
    return DeliveryOptions.USUAL;
  }

  @Override
  public @Nullable DsnParameters dsn() {
    return dsn;
  }

  // Without what differs between two attempts to submit it.
  @Override
  public String hash() {
    String known = hash;
    if (known == null) {
      known = computeHash();
      hash = known;
    }
    return known;
  }

  private String computeHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (EmailAddress recipient : envelope) {
        digest.update((recipient + "\n").getBytes(StandardCharsets.UTF_8));
      }
      digest.update(content);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  @Override
  public MimeContent write(String domain, Instant date) {
    String time = new MailDateFormat().format(Date.from(date));
    StringBuilder added = new StringBuilder();
    added.append("Received: ").append(received).append("; ").append(time).append("\r\n");
    String id = messageId().orElse(null);
    Set<String> removed = new HashSet<>(REMOVED);
    if (id == null) {
      // One that cannot be stored, or is empty, identifies nothing.
      removed.add("message-id");
      id = "<" + UUID.randomUUID() + "@" + domain + ">";
      added.append("Message-ID: ").append(id).append("\r\n");
    }
    if (!header.has("Date")) {
      added.append("Date: ").append(time).append("\r\n");
    }
    if (serversSender) {
      removed.addAll(SentContent.SENDERS);
      added.append(SentContent.replyTo(header));
    }
    return new MimeContent(id, header.with(removed, added.toString()));
  }
}

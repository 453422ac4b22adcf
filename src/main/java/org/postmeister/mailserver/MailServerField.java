package org.postmeister.mailserver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Limit;
import org.postmeister.common.Port;
import org.postmeister.common.Seconds;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.ui.KeyNames;

/**
 * One setting of a mail server, except those of its authentication: all that the console, the HTTP
 * API, the audit trail and the database have to know about it. A new setting is one constant here,
 * one column and its texts; CONTRIBUTING.md has a walk-through.
 *
 * @param <T> the type of its value
 */
public final class MailServerField<T> {

  /** How the HTTP API and the database represent values. */
  public enum Kind {
    FLAG,
    NUMBER,
    TEXT,
    /** One of the constants of an enum. */
    CHOICE,
    /** Several texts; an array in the HTTP API, elsewhere one text with a line for each. */
    LIST
  }

  /** Where the form has it. */
  public enum Section {
    /** Placed by hand, since other fields depend on it. */
    MAIN,
    LIMITS,
    /** What only some servers need. */
    OPTIONS
  }

  private static final List<MailServerField<?>> DECLARED = new ArrayList<>();

  /** Whether mail may be sent through the server. */
  public static final MailServerField<Boolean> ENABLED = flag("enabled", "enabled");

  /** Name or address of the SMTP server. */
  public static final MailServerField<HostName> HOST =
      ofSmtp("host", "host", HostName.MAX_LENGTH, HostName::of, HostName::stored);

  public static final MailServerField<Port> PORT =
      number("port", "port", Section.MAIN, true, 65_535, Port::of, Port::new, Port::value);
  public static final MailServerField<Encryption> ENCRYPTION =
      choice("encryption", "encryption", Section.MAIN, true, Encryption::of, Encryption.values());
  public static final MailServerField<EmailAddress> SENDER_ADDRESS =
      text(
          "senderAddress",
          "sender_address",
          EmailAddress.MAX_LENGTH,
          EmailAddress::of,
          EmailAddress::stored);
  public static final MailServerField<DisplayName> SENDER_NAME =
      text(
          "senderName",
          "sender_name",
          DisplayName.MAX_LENGTH,
          DisplayName::of,
          DisplayName::stored);

  /** Whether the server supports internationalized addresses (RFC 6531, 6532). */
  public static final MailServerField<Boolean> UTF8_HEADERS = flag("utf8Headers", "utf8_headers");

  /** At most so many connections at the same time. */
  public static final MailServerField<Limit> CONNECTIONS =
      limit("limits.connections", "max_connections");

  public static final MailServerField<Limit> PER_MINUTE =
      limit("limits.perMinute", "max_per_minute");
  public static final MailServerField<Limit> PER_HOUR = limit("limits.perHour", "max_per_hour");

  /** Messages per day, which begins at midnight UTC. */
  public static final MailServerField<Limit> PER_DAY = limit("limits.perDay", "max_per_day");

  /** Where replies go to messages that do not say so themselves. */
  public static final MailServerField<EmailAddress> REPLY_TO =
      option(
          "replyTo",
          "reply_to",
          EmailAddress.MAX_LENGTH,
          false,
          EmailAddress::of,
          EmailAddress::stored);

  /** Where non-delivery reports go (RFC 5321, section 4.4), instead of the sender. */
  public static final MailServerField<EmailAddress> ENVELOPE_SENDER =
      option(
          "envelopeSender",
          "envelope_sender",
          EmailAddress.MAX_LENGTH,
          true,
          EmailAddress::of,
          EmailAddress::stored);

  /** Who else mail may be from, besides the sender. */
  public static final MailServerField<AllowedSenders> ALLOWED_SENDERS =
      new MailServerField<>(
          "allowedSenders",
          "allowed_senders",
          Kind.LIST,
          Section.OPTIONS,
          false,
          AllowedSenders.MOST,
          List.of(),
          AllowedSenders::of,
          plain -> AllowedSenders.stored((String) plain),
          AllowedSenders::lines);

  /** For mail from others; what is usual depends on who submits it. */
  public static final MailServerField<SenderPolicy> SENDER_POLICY =
      choice(
          "senderPolicy",
          "sender_policy",
          Section.OPTIONS,
          false,
          SenderPolicy::of,
          SenderPolicy.values());

  /** For EHLO, instead of this machine's own name. */
  public static final MailServerField<GreetingName> GREETING_NAME =
      option(
          "greetingName",
          "greeting_name",
          HostName.MAX_LENGTH,
          true,
          GreetingName::of,
          GreetingName::stored);

  /** Of authorities, in addition to those that are trusted anyway. */
  public static final MailServerField<TrustedCertificates> TRUSTED_CERTIFICATES =
      new MailServerField<>(
          "trustedCertificates",
          "trusted_certificates",
          Kind.TEXT,
          Section.OPTIONS,
          true,
          0,
          List.of(),
          TrustedCertificates::of,
          plain -> TrustedCertificates.stored((String) plain),
          TrustedCertificates::pem);

  /** For looking up the host, and for connecting to each of its addresses; for test mails too. */
  public static final MailServerField<Seconds> CONNECT_SECONDS =
      seconds("timeouts.connectSeconds", "connect_seconds");

  /** For each reply before the content. */
  public static final MailServerField<Seconds> ANSWER_SECONDS =
      seconds("timeouts.answerSeconds", "answer_seconds");

  /** For the reply to a complete message. */
  public static final MailServerField<Seconds> MESSAGE_SECONDS =
      seconds("timeouts.messageSeconds", "message_seconds");

  /** All of them, in the order of the audit trail. */
  public static final List<MailServerField<?>> ALL = Collections.unmodifiableList(DECLARED);

  private final int index;
  private final String name;
  private final String column;
  private final Kind kind;
  private final Section section;
  private final boolean onlySmtp;
  private final int most;
  private final List<T> choices;
  private final Function<String, T> read;
  private final Function<Object, @Nullable T> stored;
  private final Function<T, Object> plain;

  private MailServerField(
      String name,
      String column,
      Kind kind,
      Section section,
      boolean onlySmtp,
      int most,
      List<T> choices,
      Function<String, T> read,
      Function<Object, @Nullable T> stored,
      Function<T, Object> plain) {
    this.index = DECLARED.size();
    this.name = name;
    this.column = column;
    this.kind = kind;
    this.section = section;
    this.onlySmtp = onlySmtp;
    this.most = most;
    this.choices = choices;
    this.read = read;
    this.stored = stored;
    this.plain = plain;
    DECLARED.add(this);
  }

  private static MailServerField<Boolean> flag(String name, String column) {
    return new MailServerField<>(
        name,
        column,
        Kind.FLAG,
        Section.MAIN,
        false,
        0,
        List.of(),
        FieldReader::flag,
        Boolean.class::cast,
        Boolean.class::cast);
  }

  private static <T> MailServerField<T> text(
      String name, String column, int most, Function<String, T> read, Function<String, T> stored) {
    return text(name, column, most, Section.MAIN, false, read, stored);
  }

  private static <T> MailServerField<T> ofSmtp(
      String name, String column, int most, Function<String, T> read, Function<String, T> stored) {
    return text(name, column, most, Section.MAIN, true, read, stored);
  }

  private static <T> MailServerField<T> option(
      String name,
      String column,
      int most,
      boolean onlySmtp,
      Function<String, T> read,
      Function<String, T> stored) {
    return text(name, column, most, Section.OPTIONS, onlySmtp, read, stored);
  }

  private static <T> MailServerField<T> text(
      String name,
      String column,
      int most,
      Section section,
      boolean onlySmtp,
      Function<String, T> read,
      Function<String, T> stored) {
    return new MailServerField<>(
        name,
        column,
        Kind.TEXT,
        section,
        onlySmtp,
        most,
        List.of(),
        read,
        plain -> stored.apply((String) plain),
        Object::toString);
  }

  private static <E extends Enum<E>> MailServerField<E> choice(
      String name,
      String column,
      Section section,
      boolean onlySmtp,
      Function<String, E> read,
      E[] choices) {
    return new MailServerField<>(
        name,
        column,
        Kind.CHOICE,
        section,
        onlySmtp,
        0,
        List.of(choices),
        read,
        plain -> Enum.valueOf(choices[0].getDeclaringClass(), (String) plain),
        Enum::name);
  }

  private static <T> MailServerField<T> number(
      String name,
      String column,
      Section section,
      boolean onlySmtp,
      int most,
      Function<String, T> read,
      Function<Integer, @Nullable T> stored,
      Function<T, Object> plain) {
    return new MailServerField<>(
        name,
        column,
        Kind.NUMBER,
        section,
        onlySmtp,
        most,
        List.of(),
        read,
        plainValue -> stored.apply((Integer) plainValue),
        plain);
  }

  private static MailServerField<Limit> limit(String name, String column) {
    return number(
        name, column, Section.LIMITS, false, Limit.MOST, Limit::of, Limit::new, Limit::value);
  }

  private static MailServerField<Seconds> seconds(String name, String column) {
    return number(
        name,
        column,
        Section.OPTIONS,
        true,
        Seconds.MOST,
        Seconds::of,
        Seconds::stored,
        Seconds::value);
  }

  /** As in the HTTP API and the audit trail; dotted where nested, such as "limits.perDay". */
  public String name() {
    return name;
  }

  /** Whether the HTTP API has it inside another object, such as "limits". */
  public boolean isNested() {
    return name.indexOf('.') > 0;
  }

  /** The name of the object it is nested in. */
  public String group() {
    return name.substring(0, name.indexOf('.'));
  }

  /** The name without that of the object it is nested in. */
  public String simpleName() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** Of the table {@code mail_server}. */
  public String column() {
    return column;
  }

  public Kind kind() {
    return kind;
  }

  public Section section() {
    return section;
  }

  /** Whether it has no meaning with Microsoft Graph. */
  public boolean isOnlyForSmtp() {
    return onlySmtp;
  }

  /**
   * The largest value of a number, whose smallest is 1; the most characters of a text, 0 if there
   * is no such limit; the most texts of a list.
   */
  public int most() {
    return most;
  }

  /** The constants of a choice; empty for other kinds. */
  public List<T> choices() {
    return choices;
  }

  /** Whether a choice is its first constant if nothing is entered; options may be left open. */
  public boolean isChosenByDefault() {
    return kind == Kind.CHOICE && section != Section.OPTIONS;
  }

  /** Key of its label; that of the explanation ends with ".helper". */
  public String labelKey() {
    return "mailserver." + KeyNames.ofField(name);
  }

  /**
   * Reads what a person or a program entered.
   *
   * @throws org.postmeister.common.InvalidValueException if today's rule refuses it
   */
  public T read(String text) {
    return read.apply(text);
  }

  /**
   * The value that is stored, even if today's rule refuses it.
   *
   * @param plain see {@link #plain}
   * @return null for what cannot be read at all
   */
  public @Nullable T stored(Object plain) {
    return stored.apply(plain);
  }

  /** What the HTTP API shows and the database stores: a Boolean, an Integer or a text. */
  public Object plain(T value) {
    return plain.apply(value);
  }

  /** Its place among {@link #ALL}. */
  int index() {
    return index;
  }

  @Override
  public String toString() {
    return name;
  }
}

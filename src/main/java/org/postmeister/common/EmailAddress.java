package org.postmeister.common;

import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mailbox: a dot-atom local part (RFC 5321) that may contain UTF-8 (RFC 6531), and a domain
 * name. Quoted local parts, comments, display names and address literals are refused: no mailbox
 * needs them today, and each has been used to smuggle something in.
 *
 * @param localPart as typed, in normalization form C
 * @param domain of the mailbox, never an address
 */
public record EmailAddress(String localPart, HostName domain) implements CheckedValue {

  /** In octets, and in characters once its domain is written in ASCII. */
  public static final int MAX_LENGTH = 254;

  private static final String TYPE = "email_address";
  private static final int MAX_LOCAL_OCTETS = 64;
  private static final Pattern LOCAL_PART =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\P{ASCII}-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\P{ASCII}-]++)*+");

  /**
   * Reads what a person typed.
   *
   * @throws InvalidValueException if it is not exactly one mailbox
   */
  public static EmailAddress of(String raw) {
    String text = Texts.singleLine(TYPE, raw, MAX_LENGTH);
    if (text.indexOf(',') >= 0 || text.indexOf(';') >= 0) {
      throw new InvalidValueException(TYPE, "several");
    }
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw new InvalidValueException(TYPE, "contains_name");
    }
    if (text.indexOf('"') >= 0) {
      throw new InvalidValueException(TYPE, "quoted");
    }
    if (text.indexOf('(') >= 0 || text.indexOf(')') >= 0) {
      throw new InvalidValueException(TYPE, "contains_comment");
    }
    int at = text.indexOf('@');
    if (at < 0) {
      throw new InvalidValueException(TYPE, "without_at");
    }
    if (at != text.lastIndexOf('@')) {
      throw new InvalidValueException(TYPE, "several_at");
    }
    EmailAddress address =
        new EmailAddress(localPart(text.substring(0, at)), domain(text.substring(at + 1)));
    // Its expanded form must still fit into the column, in characters.
    if (octets(address.toAsciiDomain()) > MAX_LENGTH || address.toString().length() > MAX_LENGTH) {
      throw new InvalidValueException(TYPE, "too_long", MAX_LENGTH);
    }
    return address;
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static EmailAddress stored(String text) {
    return find(text)
        .orElseGet(() -> {
          int at = text.lastIndexOf('@');
          return at < 0
              ? new EmailAddress(text, new HostName("", ""))
              : new EmailAddress(text.substring(0, at), HostName.stored(text.substring(at + 1)));
        });
  }

  @Override
  public boolean isValid() {
    return find(toString()).filter(this::equals).isPresent();
  }

  /** Parses something that need not be an address, such as a login; empty if it is not one. */
  public static Optional<EmailAddress> find(String raw) {
    try {
      return Optional.of(of(raw));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a server must offer SMTPUTF8 (RFC 6531) for this mailbox: only the local part decides.
   */
  public boolean needsSmtpUtf8() {
    return !Texts.isAscii(localPart);
  }

  /** The address with its domain as A-labels; pure ASCII unless {@link #needsSmtpUtf8()}. */
  public String toAsciiDomain() {
    return localPart + "@" + domain.ascii();
  }

  private static String localPart(String text) {
    if (text.chars().anyMatch(Character::isSpaceChar)) {
      throw new InvalidValueException(TYPE, "contains_space");
    }
    String normalized = Normalizer2.getNFCInstance().normalize(text);
    if (!LOCAL_PART.matcher(normalized).matches()) {
      throw new InvalidValueException(TYPE, "local_part");
    }
    if (octets(normalized) > MAX_LOCAL_OCTETS) {
      throw new InvalidValueException(TYPE, "local_part_too_long", MAX_LOCAL_OCTETS);
    }
    return normalized;
  }

  private static HostName domain(String text) {
    if (text.startsWith("[")) {
      throw new InvalidValueException(TYPE, "address_literal");
    }
    HostName domain;
    try {
      domain = HostName.of(text);
    } catch (InvalidValueException notAHost) {
      throw new InvalidValueException(TYPE, "domain");
    }
    if (domain.isAddress()) {
      throw new InvalidValueException(TYPE, "address_literal");
    }
    return domain;
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    // A stored value need not have been an address.
    return domain.value().isEmpty() ? localPart : localPart + "@" + domain.value();
  }
}

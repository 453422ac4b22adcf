package org.postmeister.mailserver;

import org.postmeister.common.CheckedValue;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;

/**
 * Whom mail may be from: one mailbox, or each of a domain, as in {@code *@example.com}. Domains
 * below it do not count.
 *
 * @param address with an asterisk alone before the @ for all of the domain
 */
public record SenderPattern(EmailAddress address) implements CheckedValue {

  private static final String ANYBODY = "*";

  /**
   * Reads what a person typed.
   *
   * @throws InvalidValueException if it is neither an address nor all of a domain
   */
  public static SenderPattern of(String raw) {
    SenderPattern read = new SenderPattern(EmailAddress.of(raw));
    if (read.hasOtherAsterisk()) {
      throw new InvalidValueException("sender_pattern", "asterisk");
    }
    return read;
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static SenderPattern stored(String text) {
    return new SenderPattern(EmailAddress.stored(text));
  }

  /** Whether mail may be from the address; never if today's rule refuses the pattern. */
  public boolean matches(EmailAddress from) {
    return (isOfDomain() ? isSameDomain(address, from) : isSameMailbox(address, from)) && isValid();
  }

  /**
   * Whether two addresses name one mailbox. Domains are compared as servers see them; upper and
   * lower case make no difference before the @ either, since no provider tells mailboxes apart by
   * it.
   */
  public static boolean isSameMailbox(EmailAddress one, EmailAddress other) {
    return isSameDomain(one, other) && one.localPart().equalsIgnoreCase(other.localPart());
  }

  private static boolean isSameDomain(EmailAddress one, EmailAddress other) {
    return one.domain().ascii().equals(other.domain().ascii());
  }

  @Override
  public boolean isValid() {
    return address.isValid() && !hasOtherAsterisk();
  }

  private boolean isOfDomain() {
    return address.localPart().equals(ANYBODY);
  }

  // It is allowed in an address, but whoever writes it here means something else.
  private boolean hasOtherAsterisk() {
    return address.localPart().contains(ANYBODY) && !isOfDomain();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}

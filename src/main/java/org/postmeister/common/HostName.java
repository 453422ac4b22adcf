package org.postmeister.common;

import java.util.Locale;

/**
 * The name or address of a host: a domain name, possibly internationalized (IDNA 2008), an IPv4
 * address in dotted decimal or an IPv6 address.
 *
 * @param value as people read it: lower case, Unicode labels, IPv6 without brackets
 * @param ascii as protocols need it: lower case, A-labels
 */
public record HostName(String value, String ascii) implements CheckedValue {

  private static final String TYPE = "host_name";

  /** In characters, written in ASCII. */
  public static final int MAX_LENGTH = 253;

  /**
   * Parses what a user typed.
   *
   * @throws InvalidValueException if it is not a host, or contains more than a host: a scheme, a
   *     port, a path
   */
  public static HostName of(String raw) {
    String text = Texts.singleLine(TYPE, raw, MAX_LENGTH);
    if (text.contains("://")) {
      throw new InvalidValueException(TYPE, "contains_scheme");
    }
    if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('?') >= 0) {
      throw new InvalidValueException(TYPE, "contains_path");
    }
    if (text.chars().anyMatch(Character::isWhitespace)) {
      throw new InvalidValueException(TYPE, "contains_space");
    }
    if (text.indexOf(':') >= 0 || text.startsWith("[")) {
      return addressOrHostWithPort(text.toLowerCase(Locale.ROOT));
    }
    return IpAddresses.isIpv4(text) ? new HostName(text, text) : domain(text);
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static HostName stored(String text) {
    try {
      return of(text);
    } catch (InvalidValueException refusedToday) {
      return new HostName(text, text);
    }
  }

  @Override
  public boolean isValid() {
    try {
      return of(value).equals(this);
    } catch (InvalidValueException refusedToday) {
      return false;
    }
  }

  /** Whether this is an IP address and not a name. */
  public boolean isAddress() {
    return ascii.indexOf(':') >= 0 || IpAddresses.isIpv4(ascii);
  }

  private static HostName addressOrHostWithPort(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (IpAddresses.isIpv6(bare)) {
      return new HostName(bare, bare);
    }
    throw new InvalidValueException(
        TYPE, text.matches("(\\[.*]|[^:]*):\\d*") ? "contains_port" : "not_ipv6");
  }

  // The check is on what resolvers would see: full stops and digits come in many forms.
  private static HostName domain(String text) {
    DomainNames.Converted converted = DomainNames.convert(text);
    if (converted == null) {
      throw new InvalidValueException(
          TYPE, IpAddresses.endsInNumber(text) ? "not_ipv4" : "not_a_host");
    }
    if (IpAddresses.endsInNumber(converted.ascii())) {
      throw new InvalidValueException(TYPE, "not_ipv4");
    }
    return new HostName(converted.unicode(), converted.ascii());
  }

  @Override
  public String toString() {
    return value;
  }
}

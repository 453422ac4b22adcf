package org.postmeister.common;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.apache.tomcat.util.net.IPv6Utils;

/** Recognizes IP addresses and texts that only look like one, and writes them for people. */
public final class IpAddresses {

  private static final Pattern NUMBER_AT_END =
      Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
  private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");

  private IpAddresses() {}

  /**
   * Whether resolvers could take the text for an IPv4 address: decimal, octal and hexadecimal
   * spellings and short forms included (WHATWG URL Standard, "ends in a number checker"). No
   * top-level domain is a number.
   */
  static boolean endsInNumber(String text) {
    int end = text.endsWith(".") ? text.length() - 1 : text.length();
    int label = text.lastIndexOf('.', end - 1) + 1;
    // Such a label begins with a digit, which hardly any does.
    return label < end && isDigit(text.charAt(label)) && NUMBER_AT_END.matcher(text).matches();
  }

  /** Whether the text is an IPv4 address in the one unambiguous spelling, dotted decimal. */
  static boolean isIpv4(String text) {
    if (text.isEmpty() || !isDigit(text.charAt(0)) || !isDigit(text.charAt(text.length() - 1))) {
      return false;
    }
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return false;
    }
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches()) {
        return false;
      }
    }
    return parses(() -> Inet4Address.ofLiteral(text));
  }

  /** Whether the text is an IPv6 address without brackets and without a zone. */
  static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0
        && text.indexOf('%') < 0
        && text.indexOf('[') < 0
        && parses(() -> Inet6Address.ofLiteral(text));
  }

  /** As short as RFC 5952 says, such as {@code ::1}. */
  public static String text(InetAddress address) {
    return text(address.getHostAddress());
  }

  /**
   * The same.
   *
   * @param literal IPv4 or IPv6, with or without a zone; whatever else it is stays as it is
   */
  public static String text(String literal) {
    return isIpv6(literal.replaceFirst("%.*", "")) ? IPv6Utils.canonize(literal) : literal;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean parses(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}

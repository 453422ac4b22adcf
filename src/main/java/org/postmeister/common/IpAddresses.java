package org.postmeister.common;

import java.net.InetAddress;
import org.apache.tomcat.util.net.IPv6Utils;

/** How IP addresses are written for people: as short as RFC 5952 says, such as {@code ::1}. */
public final class IpAddresses {

  private IpAddresses() {}

  public static String text(InetAddress address) {
    return text(address.getHostAddress());
  }

  /**
   * @param literal IPv4 or IPv6, with or without a zone
   */
  public static String text(String literal) {
    return literal.indexOf(':') < 0 ? literal : IPv6Utils.canonize(literal);
  }
}

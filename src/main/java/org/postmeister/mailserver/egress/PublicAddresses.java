package org.postmeister.mailserver.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Distinguishes addresses on the public internet from all others: those that the IANA
 * special-purpose address registries (RFC 6890) list as not globally reachable, and unallocated
 * ones.
 */
final class PublicAddresses {

  private static final List<IpAddressMatcher> NOT_PUBLIC_IPV4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Metadata and host services of Azure, although the address is a public one.
          "168.63.129.16/32");

  // Whatever is not global unicast is not public; within it, these are special.
  private static final List<IpAddressMatcher> NOT_PUBLIC_IPV6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
  private static final IpAddressMatcher GLOBAL_UNICAST = new IpAddressMatcher("2000::/3");
  // RFC 6052: the IPv4 address is in the last 32 bits.
  private static final IpAddressMatcher NAT64 = new IpAddressMatcher("64:ff9b::/96");

  private static final int IPV4_OFFSET = 12;

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    if (!(address instanceof Inet6Address ipv6)) {
      return matchesNone(NOT_PUBLIC_IPV4, address);
    }
    if (matches(NAT64, ipv6)) {
      return contain(reached(ipv6));
    }
    return matches(GLOBAL_UNICAST, ipv6) && matchesNone(NOT_PUBLIC_IPV6, ipv6);
  }

  /** Whether the address is in the network; an address of the other family never is. */
  static boolean matches(IpAddressMatcher network, InetAddress address) {
    return network.matches(text(address));
  }

  private static boolean matchesNone(List<IpAddressMatcher> networks, InetAddress address) {
    return networks.stream().noneMatch(network -> matches(network, address));
  }

  /**
   * The address that a connection actually reaches: the IPv4 address embedded in a NAT64 one, or
   * the address itself.
   */
  static InetAddress reached(InetAddress address) {
    if (!(address instanceof Inet6Address) || !matches(NAT64, address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, IPV4_OFFSET, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an IPv4 address", e);
    }
  }

  // Without the zone, which is local to this machine.
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static List<IpAddressMatcher> networks(String... cidrs) {
    return Stream.of(cidrs).map(IpAddressMatcher::new).toList();
  }
}

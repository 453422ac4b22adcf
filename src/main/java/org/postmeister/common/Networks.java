package org.postmeister.common;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * A list of networks of IP addresses, as people write it: {@code 10.1.0.0/16, 2001:db8::/32,
 * 192.0.2.7}.
 */
public final class Networks extends TextValue {

  /** In characters. */
  public static final int MAX_LENGTH = 1000;

  private static final String TYPE = "networks";

  /** How many there may be. */
  public static final int MOST = 50;

  private final List<IpAddressMatcher> matchers;

  private Networks(List<String> entries, boolean valid) {
    super(String.join(", ", entries), valid);
    this.matchers = valid ? entries.stream().map(IpAddressMatcher::new).toList() : List.of();
  }

  /**
   * @throws InvalidValueException if an entry is not a network, or there are more than {@value
   *     #MOST}
   */
  public static Networks of(String raw) {
    String text = Texts.singleLine(TYPE, raw, MAX_LENGTH);
    List<String> entries = new ArrayList<>();
    for (String entry : text.split("[,;\\s]+", -1)) {
      if (!entry.isEmpty()) {
        entries.add(network(entry.toLowerCase(Locale.ROOT)));
      }
    }
    if (entries.isEmpty() || entries.size() > MOST) {
      throw new InvalidValueException(TYPE, "number", MOST);
    }
    return new Networks(entries, true);
  }

  /**
   * Reads a stored value without validating it; one that today's rules refuse contains no address.
   */
  public static Networks stored(String text) {
    return stored(text, Networks::of, value -> new Networks(List.of(value), false));
  }

  /** Whether an IP address, as reported by connections, is in one of them. */
  public boolean contains(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(withoutZone(address));
      return matchers.stream().anyMatch(network -> network.matches(literal.getHostAddress()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** All entries one by one. */
  public List<String> entries() {
    return List.of(value().split(", "));
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static String network(String entry) {
    int slash = entry.indexOf('/');
    String address = slash < 0 ? entry : entry.substring(0, slash);
    boolean v4 = IpAddresses.isIpv4(address);
    if ((!v4 && !IpAddresses.isIpv6(address))
        || (slash >= 0 && !isMask(entry.substring(slash + 1), v4 ? 32 : 128))) {
      throw new InvalidValueException(TYPE, "syntax", entry);
    }
    return entry;
  }

  private static boolean isMask(String text, int most) {
    return text.matches("\\d{1,3}") && Integer.parseInt(text) <= most;
  }
}

package org.postmeister.mailserver.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postmeister.common.HostName;
import org.postmeister.common.error.StartupException;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** A configured list of networks and hosts. */
final class NetworkList {

  private static final String ALL_BELOW = "*.";

  private final List<IpAddressMatcher> networks = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();

  /**
   * @param property that holds the list, for the message
   * @throws StartupException if an entry is neither a network nor a host
   */
  NetworkList(String property, List<String> entries) {
    for (String entry : entries) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (!text.isEmpty()) {
        add(property, text);
      }
    }
  }

  boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> PublicAddresses.matches(network, address));
  }

  boolean contains(HostName host) {
    return hosts.stream()
        .anyMatch(entry ->
            entry.startsWith(ALL_BELOW)
                ? host.ascii().endsWith(entry.substring(1))
                : host.ascii().equals(entry));
  }

  private void add(String property, String text) {
    try {
      int slash = text.indexOf('/');
      if (slash >= 0 && HostName.of(text.substring(0, slash)).isAddress()) {
        networks.add(new IpAddressMatcher(text));
        return;
      }
      String name = text.startsWith(ALL_BELOW) ? text.substring(ALL_BELOW.length()) : text;
      HostName host = HostName.of(name);
      if (host.isAddress()) {
        networks.add(new IpAddressMatcher(host.ascii()));
      } else {
        hosts.add((text.startsWith(ALL_BELOW) ? ALL_BELOW : "") + host.ascii());
      }
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "“" + text + "” in " + property + " is neither a network nor a host.",
          "Write a network such as 10.1.0.0/16, an address such as 10.1.2.3, a host such"
              + " as mail.example.com, or all hosts below a domain such as *.example.com.",
          e);
    }
  }
}

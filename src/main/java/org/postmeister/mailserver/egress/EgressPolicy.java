package org.postmeister.mailserver.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.dns.HostLookup;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.StartupException;
import org.postmeister.mailserver.MailServerSettings;
import org.springframework.stereotype.Component;

/**
 * Where tenant mail servers may be: on the public internet, on mail ports, unless configured
 * otherwise. Without it, anybody who may configure a server could scan the network that Postmeister
 * runs in. The system mail server is exempt.
 */
@Component
public class EgressPolicy {

  private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(5);

  private final NetworkList allowed;
  private final NetworkList denied;
  private final List<PortRange> ports;

  EgressPolicy(EgressProperties properties) {
    this.allowed = new NetworkList("POSTMEISTER_EGRESS_ALLOW", properties.allow());
    this.denied = new NetworkList("POSTMEISTER_EGRESS_DENY", properties.deny());
    this.ports = properties.ports().stream().map(PortRange::of).toList();
  }

  private record PortRange(int first, int last) {

    static PortRange of(String text) {
      String[] ends = text.strip().split("-", -1);
      try {
        Port first = Port.of(ends[0]);
        Port last = ends.length == 1 ? first : Port.of(ends[1]);
        if (ends.length <= 2 && first.value() <= last.value()) {
          return new PortRange(first.value(), last.value());
        }
        throw new IllegalArgumentException("not a range");
      } catch (IllegalArgumentException e) {
        throw new StartupException(
            "“" + text + "” in POSTMEISTER_EGRESS_PORTS is neither a port nor a range of ports.",
            "Write a port such as 587 or a range such as 2500-2599, and separate several by"
                + " commas.",
            e);
      }
    }

    boolean contains(Port port) {
      return port.value() >= first && port.value() <= last;
    }
  }

  /** What can be checked without the DNS; the rest is checked when connecting. */
  public List<FieldViolation> check(MailServerSettings settings) {
    List<FieldViolation> violations = new ArrayList<>();
    HostName host = settings.host();
    if (host != null && isKnownToBeForbidden(host)) {
      violations.add(FieldViolation.of("host", "host_not_allowed"));
    }
    Port port = settings.port();
    if (port != null && ports.stream().noneMatch(range -> range.contains(port))) {
      violations.add(FieldViolation.of("port", "port_not_allowed", portsAsText()));
    }
    return violations;
  }

  /** Whether a connection to this address of the host is allowed. */
  public boolean allows(HostName host, InetAddress address) {
    InetAddress reached = PublicAddresses.reached(address);
    if (denied.contains(host) || denied.contains(address) || denied.contains(reached)) {
      return false;
    }
    return allowed.contains(host) || allowed.contains(reached) || PublicAddresses.contain(reached);
  }

  /** Whether tenants' servers may be there; queries the DNS. No if that does not answer. */
  public boolean reaches(HostName host) {
    try {
      return HostLookup.addresses(host, LOOKUP_LIMIT).stream()
          .anyMatch(address -> allows(host, address));
    } catch (UnknownHostException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isKnownToBeForbidden(HostName host) {
    if (host.isAddress()) {
      return !allows(host, InetAddress.ofLiteral(host.ascii()));
    }
    // RFC 6761: always the loopback address.
    boolean loopback = host.ascii().equals("localhost") || host.ascii().endsWith(".localhost");
    return denied.contains(host) || (loopback && !allows(host, InetAddress.getLoopbackAddress()));
  }

  private String portsAsText() {
    return String.join(
        ", ",
        ports.stream()
            .map(range ->
                range.first() == range.last()
                    ? Integer.toString(range.first())
                    : range.first() + "–" + range.last())
            .toList());
  }
}

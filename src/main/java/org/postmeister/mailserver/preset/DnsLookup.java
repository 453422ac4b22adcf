package org.postmeister.mailserver.preset;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.postmeister.common.error.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;

/** Queries the DNS for records other than addresses. */
@Component
class DnsLookup {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int TRIES = 2;
  private static final int PORT = 53;

  private final Resolver resolver;

  /**
   * @param server address of a DNS server, optionally with a port; blank for this machine's own
   * @throws StartupException if it is anything else
   */
  DnsLookup(@Value("${postmeister.dns-server:}") String server) {
    this.resolver = resolver(server.strip());
  }

  /**
   * The records of a name.
   *
   * @param type of {@link org.xbill.DNS.Type}
   * @return in no particular order; empty if there are none
   * @throws IOException if there is no answer
   */
  <R extends Record> List<R> find(String name, int type, Class<R> kind) throws IOException {
    Lookup lookup;
    try {
      lookup = new Lookup(name + ".", type);
    } catch (TextParseException noName) {
      return List.of();
    }
    lookup.setResolver(resolver);
    lookup.setCache(null);
    Record[] found = lookup.run();
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL -> Stream.of(found).map(kind::cast).toList();
      case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
      default -> throw new IOException(lookup.getErrorString());
    };
  }

  private static Resolver resolver(String server) {
    if (server.isEmpty()) {
      ExtendedResolver machines = new ExtendedResolver();
      machines.setRetries(TRIES);
      machines.setTimeout(TIMEOUT);
      return machines;
    }
    int colon = server.lastIndexOf(':');
    boolean withPort = colon > 0 && server.indexOf(':') == colon;
    try {
      SimpleResolver set =
          new SimpleResolver(InetAddress.ofLiteral(withPort ? server.substring(0, colon) : server));
      set.setPort(withPort ? Integer.parseInt(server.substring(colon + 1)) : PORT);
      set.setTimeout(TIMEOUT);
      return set;
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "“" + server + "” in POSTMEISTER_DNS_SERVER is no address.",
          "Write it as 192.0.2.53 or 192.0.2.53:5353, or remove it to use this machine's" + " own.",
          e);
    }
  }
}

package org.postmeister.mailserver.preset;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Port;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.preset.DiscoveredServer.Source;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** Knows providers, and finds out which one a domain has. */
@Service
@PreAuthorize("@permissions.mayAdministerSomething()")
public class MailServerPresets {

  private static final Logger log = LoggerFactory.getLogger(MailServerPresets.class);

  private static final int SUBMISSION = 587;

  private final DnsLookup dns;
  private final FeaturePolicy features;
  private final ExecutorService lookups =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dns-", 0).factory());

  MailServerPresets(DnsLookup dns, FeaturePolicy features) {
    this.dns = dns;
    this.features = features;
  }

  /** Those that the platform's version can use, in the order in which to show them. */
  public List<MailServerPreset> list() {
    PlatformVersion version = features.platformVersion();
    return Stream.of(MailServerPreset.values())
        .filter(preset -> preset.mode().existsIn(version))
        .toList();
  }

  /**
   * Looks for the server that mail from an address could leave through. Comes back at once; the DNS
   * may take some seconds.
   */
  public CompletableFuture<DiscoveredServer> discover(EmailAddress sender) {
    PlatformVersion version = features.platformVersion();
    return CompletableFuture.supplyAsync(() -> discover(sender.domain().ascii(), version), lookups);
  }

  private DiscoveredServer discover(String domain, PlatformVersion version) {
    try {
      // With TLS from the first octet first (RFC 8314, section 5.1).
      return service("_submissions._tcp." + domain, Encryption.TLS, version)
          .or(() -> service("_submission._tcp." + domain, Encryption.STARTTLS, version))
          .or(() -> exchanger(domain, version))
          .orElseGet(() -> DiscoveredServer.nothing(Source.NONE));
    } catch (UncheckedIOException e) {
      log.debug("The DNS does not answer", e);
      return DiscoveredServer.nothing(Source.UNREACHABLE);
    }
  }

  private Optional<DiscoveredServer> service(
      String name, Encryption encryption, PlatformVersion version) {
    return ask(name, Type.SRV, SRVRecord.class).stream()
        .sorted(
            Comparator.comparingInt(SRVRecord::getPriority)
                .thenComparing(Comparator.comparingInt(SRVRecord::getWeight).reversed()))
        .flatMap(record ->
            server(Source.SRV, record.getTarget(), record.getPort(), encryption, version).stream())
        .findFirst();
  }

  private Optional<DiscoveredServer> exchanger(String domain, PlatformVersion version) {
    return ask(domain, Type.MX, MXRecord.class).stream()
        .sorted(Comparator.comparingInt(MXRecord::getPriority))
        .flatMap(record ->
            server(Source.MX, record.getTarget(), SUBMISSION, Encryption.STARTTLS, version)
                .stream())
        .findFirst();
  }

  private static Optional<DiscoveredServer> server(
      Source source, Name target, int port, Encryption encryption, PlatformVersion version) {
    // A dot alone says that there is none (RFC 2782, RFC 7505).
    String name = target.toString(true);
    Optional<MailServerPreset> preset =
        MailServerPreset.ofHost(name)
            .or(() -> MailServerPreset.ofMailExchanger(name))
            .filter(known -> known.mode().existsIn(version));
    if (preset.isPresent() && (source == Source.MX || preset.get().host() == null)) {
      MailServerPreset known = preset.get();
      return Optional.of(
          new DiscoveredServer(source, known, known.host(), known.port(), known.encryption()));
    }
    try {
      return Optional.of(
          new DiscoveredServer(
              source, preset.orElse(null), HostName.of(name), new Port(port), encryption));
    } catch (InvalidValueException noServer) {
      return Optional.empty();
    }
  }

  private <R extends Record> List<R> ask(String name, int type, Class<R> kind) {
    try {
      return dns.find(name, type, kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PreDestroy
  void shutdown() {
    lookups.shutdownNow();
  }
}

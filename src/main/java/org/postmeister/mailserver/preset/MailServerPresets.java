package org.postmeister.mailserver.preset;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Port;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.preset.DiscoveredServer.Source;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** Knows providers, and determines which one a domain uses. */
@Service
@PreAuthorize("@permissions.mayAdministerSomething()")
public class MailServerPresets {

  private static final Logger log = LoggerFactory.getLogger(MailServerPresets.class);

  private static final int SUBMISSION = 587;
  // Their mailboxes cannot be used by a service account.
  private static final Set<String> PRIVATE = Set.of("gmail.com", "googlemail.com");

  /** What is searched for. */
  private record Asked(String domain, PlatformVersion version) {}

  private final DnsLookup dns;
  private final FeaturePolicy features;
  private final EgressPolicy egress;
  private final CurrentUser currentUser;
  private final ExecutorService lookups =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dns-", 0).factory());

  MailServerPresets(
      DnsLookup dns, FeaturePolicy features, EgressPolicy egress, CurrentUser currentUser) {
    this.dns = dns;
    this.features = features;
    this.egress = egress;
    this.currentUser = currentUser;
  }

  /** Those that the platform's version can use, in the order in which to show them. */
  public List<MailServerPreset> list() {
    return MailServerPreset.usableIn(features.platformVersion());
  }

  /**
   * Searches for the server that mail from an address could be sent through. Returns at once; the
   * DNS may take a few seconds.
   */
  public CompletableFuture<DiscoveredServer> discover(EmailAddress sender) {
    Asked asked = new Asked(sender.domain().ascii(), features.platformVersion());
    boolean everything = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    return CompletableFuture.supplyAsync(
        () -> {
          DiscoveredServer found = discover(asked);
          return everything || isPublic(found) ? found : DiscoveredServer.nothing(Source.NONE);
        },
        lookups);
  }

  // This machine's DNS may know names that are not to be revealed.
  private boolean isPublic(DiscoveredServer found) {
    return found.preset() != null || found.host() == null || egress.reaches(found.host());
  }

  private DiscoveredServer discover(Asked asked) {
    try {
      // Implicit TLS first (RFC 8314, section 5.1).
      return service("_submissions._tcp." + asked.domain(), Encryption.TLS, asked)
          .or(() -> service("_submission._tcp." + asked.domain(), Encryption.STARTTLS, asked))
          .or(() -> exchanger(asked))
          .orElseGet(() -> DiscoveredServer.nothing(Source.NONE));
    } catch (UncheckedIOException e) {
      log.debug("The DNS does not answer", e);
      return DiscoveredServer.nothing(Source.UNREACHABLE);
    }
  }

  private Optional<DiscoveredServer> service(String name, Encryption encryption, Asked asked) {
    return ask(name, Type.SRV, SRVRecord.class).stream()
        .sorted(
            Comparator.comparingInt(SRVRecord::getPriority)
                .thenComparing(Comparator.comparingInt(SRVRecord::getWeight).reversed()))
        .flatMap(record ->
            server(Source.SRV, record.getTarget(), record.getPort(), encryption, asked).stream())
        .findFirst();
  }

  private Optional<DiscoveredServer> exchanger(Asked asked) {
    return ask(asked.domain(), Type.MX, MXRecord.class).stream()
        .sorted(Comparator.comparingInt(MXRecord::getPriority))
        .flatMap(record ->
            server(Source.MX, record.getTarget(), SUBMISSION, Encryption.STARTTLS, asked).stream())
        .findFirst();
  }

  private static Optional<DiscoveredServer> server(
      Source source, Name target, int port, Encryption encryption, Asked asked) {
    // A single dot says that there is none (RFC 2782, RFC 7505).
    String name = target.toString(true);
    List<MailServerPreset> known =
        Stream.concat(
                MailServerPreset.ofHost(name).stream(),
                MailServerPreset.ofMailExchanger(name).stream())
            .toList();
    Optional<MailServerPreset> preset =
        known.stream()
            .filter(each -> each.mode().existsIn(asked.version()))
            .filter(each ->
                (each != MailServerPreset.GOOGLE_WORKSPACE) || !PRIVATE.contains(asked.domain()))
            .findFirst();
    if (source == Source.MX && !known.isEmpty()) {
      // The servers that accept a provider's mail are never the ones that its customers send
      // through.
      return preset.map(each ->
          new DiscoveredServer(
              source, each, each.hostBeside(name), each.port(), each.encryption()));
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

package org.postmeister.mailserver.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.StartupException;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.CurrentUser;
import org.postmeister.testing.FakeDns;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** What is known of providers, and what the DNS says of a domain's server. */
@PostmeisterTest
class MailServerPresetsTest {

  @Autowired private FeaturePolicy features;
  @Autowired private PlatformService platform;
  @Autowired private MessageSource messages;
  @Autowired private EgressPolicy egress;
  @Autowired private CurrentUser currentUser;

  private final FakeDns dns = new FakeDns();
  private MailServerPresets presets;

  @BeforeEach
  void ask() {
    SignedIn.asSystemAdmin();
    presets = new MailServerPresets(new DnsLookup(dns.address()), features, egress, currentUser);
  }

  @AfterEach
  void stop() {
    presets.shutdown();
    dns.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPresetIsCompleteAndInWords(MailServerPreset preset) {
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
      assertThat(messages.getMessage(preset.title(), locale)).isNotBlank();
      assertThat(messages.getMessage(preset.hint(), locale)).endsWith(".");
      assertThat(messages.getMessage(preset.password(), locale)).endsWith(".");
    }
    boolean smtp = preset.mode().usesSmtp();
    assertThat(preset.host() != null).isEqualTo(smtp);
    assertThat(preset.port() != null).isEqualTo(smtp);
    if (smtp) {
      assertThat(preset.encryption())
          .describedAs("never in the clear")
          .isNotEqualTo(Encryption.NONE);
      assertThat(MailServerPreset.ofHost(preset.host().toString())).contains(preset);
    }
  }

  @Test
  void onlyWhatThePlatformCanUseIsOffered() {
    assertThat(presets.list()).containsExactly(MailServerPreset.values());
    platform.save(
        new PlatformSettings(
            PlatformVersion.of("7.2.0"), new License(null, null, null, null, null)),
        null);

    assertThat(presets.list())
        .contains(MailServerPreset.GMX)
        .allMatch(preset ->
            preset.mode() == AuthenticationMode.NONE
                || preset.mode() == AuthenticationMode.USERNAME_PASSWORD);
  }

  @ParameterizedTest
  @CsvSource({
    "SMTP.Ionos.de, IONOS",
    "email-smtp.us-east-1.amazonaws.com, AMAZON_SES",
    "mail.example.com, "
  })
  void knowsAServerByItsName(String host, @Nullable MailServerPreset preset) {
    assertThat(MailServerPreset.ofHost(host))
        .isEqualTo(preset == null ? List.of() : List.of(preset));
  }

  @ParameterizedTest
  @CsvSource({
    "example-com.mail.protection.outlook.com, MICROSOFT_365_GRAPH",
    "example-com.a-v1.mx.microsoft, MICROSOFT_365_GRAPH",
    "aspmx.l.google.com, GOOGLE_WORKSPACE",
    "smtp.google.com, GOOGLE_WORKSPACE",
    "mx00.kundenserver.de, IONOS",
    "mx00.emig.gmx.net, GMX",
    "smtpin.rzone.de, STRATO",
    "mta-gw.infomaniak.ch, INFOMANIAK",
    "www123.your-server.de, HETZNER"
  })
  void guessesTheProviderFromWhereMailGoes(String exchanger, MailServerPreset preset) {
    dns.with("example.com", "MX", "10 " + exchanger + ".");

    DiscoveredServer found = discover("example.com");

    assertThat(found.source()).isEqualTo(DiscoveredServer.Source.MX);
    assertThat(found.preset()).isEqualTo(preset);
    assertThat(found.host()).isEqualTo(preset.host());
    assertThat(found.encryption()).isEqualTo(preset.encryption());
  }

  @Test
  void privateMailboxesOfGooglesHaveNoServiceAccount() {
    dns.with("gmail.com", "MX", "5 gmail-smtp-in.l.google.com.");

    assertThat(discover("gmail.com").preset()).isEqualTo(MailServerPreset.GMAIL);
  }

  @Test
  void amazonHasAServerInEachRegionAndMuchElse() {
    dns.with("example.com", "MX", "10 inbound-smtp.us-west-2.amazonaws.com.");
    assertThat(discover("example.com").host()).hasToString("email-smtp.us-west-2.amazonaws.com");
    dns.with("example.com", "MX", "10 ec2-192-0-2-1.compute.amazonaws.com.");
    assertThat(discover("example.com").preset()).isNull();
  }

  @Test
  void offersWhatThePlatformCanUseOrNothing() {
    dns.with("example.com", "MX", "10 aspmx.l.google.com.")
        .with("example.org", "MX", "10 example-org.mail.protection.outlook.com.");
    platform.save(
        new PlatformSettings(
            PlatformVersion.of("7.2.0"), new License(null, null, null, null, null)),
        null);

    assertThat(discover("example.com").preset()).isEqualTo(MailServerPreset.GMAIL);
    assertThat(discover("example.org").source()).isEqualTo(DiscoveredServer.Source.NONE);
  }

  @Test
  void tenantsDoNotLearnWhatIsInside() {
    dns.with("corp.example", "MX", "10 127.0.0.1.").with("gmx.example", "MX", "10 mx.gmx.net.");
    assertThat(discover("corp.example").source()).isEqualTo(DiscoveredServer.Source.MX);
    SignedIn.asTenantAdmin(TenantId.create());

    assertThat(discover("corp.example").source()).isEqualTo(DiscoveredServer.Source.NONE);
    assertThat(discover("gmx.example").preset()).isEqualTo(MailServerPreset.GMX);
  }

  @Test
  void believesWhatTheDomainSaysFirst() {
    dns.with("example.com", "MX", "10 mx.example.com.");
    assertFound(DiscoveredServer.Source.MX, "mx.example.com", 587, Encryption.STARTTLS);

    dns.with(
        "_submission._tcp.example.com",
        "SRV",
        "20 0 587 second.example.com.",
        "10 1 2525 light.example.com.",
        "10 9 587 smtp.example.com.");
    assertFound(DiscoveredServer.Source.SRV, "smtp.example.com", 587, Encryption.STARTTLS);

    dns.with("_submissions._tcp.example.com", "SRV", "0 1 465 smtps.example.com.");
    assertFound(DiscoveredServer.Source.SRV, "smtps.example.com", 465, Encryption.TLS);
  }

  @Test
  void aDotMeansThatThereIsNone() {
    dns.with("_submissions._tcp.example.com", "SRV", "0 0 0 .").with("example.com", "MX", "0 .");

    assertThat(discover("example.com").source()).isEqualTo(DiscoveredServer.Source.NONE);
    assertThat(discover("example.org").source()).isEqualTo(DiscoveredServer.Source.NONE);
  }

  @Test
  void aDomainOfAnotherAlphabetIsAskedForInAscii() {
    dns.with("xn--bcher-kva.example", "MX", "10 mx.example.com.");

    assertThat(discover("bücher.example").host()).hasToString("mx.example.com");
  }

  @Test
  void saysThatTheDnsDoesNotAnswer() {
    dns.fail();

    assertThat(discover("example.com").source()).isEqualTo(DiscoveredServer.Source.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dns.example.com", "192.0.2.53:x", "192.0.2.53:99999", "nonsense nonsense"})
  void refusesToStartWithWhatIsNoDnsServer(String server) {
    assertThatThrownBy(() -> new DnsLookup(server)).isInstanceOf(StartupException.class);
  }

  private DiscoveredServer discover(String domain) {
    return presets.discover(EmailAddress.of("noreply@" + domain)).join();
  }

  private void assertFound(
      DiscoveredServer.Source source, String host, int port, Encryption encryption) {
    DiscoveredServer found = discover("example.com");
    assertThat(found.source()).isEqualTo(source);
    assertThat(found.host()).hasToString(host);
    assertThat(found.port().value()).isEqualTo(port);
    assertThat(found.encryption()).isEqualTo(encryption);
  }
}

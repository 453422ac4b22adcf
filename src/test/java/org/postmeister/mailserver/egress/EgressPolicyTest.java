package org.postmeister.mailserver.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.open;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.HostName;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.StartupException;
import org.postmeister.testing.TestNames;

/** Where tenant mail servers may be. */
class EgressPolicyTest {

  private static final List<String> PORTS = List.of("25", "465", "587", "2500-2599");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:0a00:0001::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "4000::1"
      })
  void theseAddressesAreNotPublic(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "193.0.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "2001:4860::8888",
        "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8"
      })
  void theseAddressesArePublic(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void aScopeDoesNotHideALinkLocalAddress() throws UnknownHostException {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();

    assertThat(PublicAddresses.contain(java.net.Inet6Address.getByAddress("x", bytes, 1)))
        .isFalse();
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "mail.example.com, 8.8.8.8, true",
    "mail.example.com, 10.0.0.1, false",
    // Allowed by network.
    "mail.example.com, 10.1.2.3, true",
    "mail.example.com, 10.2.2.3, false",
    "mail.example.com, fd00:1::5, true",
    // Allowed by name, and by the name of a domain.
    "relay.internal.example, 192.168.7.7, true",
    "other.internal.example, 192.168.7.7, false",
    "a.partner.example, 192.168.7.7, true",
    "a.b.partner.example, 192.168.7.7, true",
    "partner.example, 192.168.7.7, false",
    "evilpartner.example, 192.168.7.7, false",
    // Denied beats allowed and public.
    "mail.example.com, 10.1.9.9, false",
    "bad.partner.example, 192.168.7.7, false",
    "mail.example.com, 9.9.9.9, false",
    "mail.example.com, 64:ff9b::9.9.9.9, false",
    "mail.example.com, 64:ff9b::10.1.2.3, true",
    "blocked.example, 8.8.8.8, false"
  })
  void listsDecide(String host, String address, boolean allowed) {
    EgressPolicy policy =
        policy(
            List.of("10.1.0.0/16", "fd00:1::/32", "relay.internal.example", "*.partner.example"),
            List.of("10.1.9.0/24", "9.9.9.9", "bad.partner.example", "blocked.example"));

    assertThat(policy.allows(HostName.of(host), InetAddress.ofLiteral(address))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"24, false", "25, true", "2499, false", "2500, true", "2599, true", "2600, false"})
  void portsAreSingleOrRanges(int port, boolean allowed) {
    assertThat(policy(List.of(), List.of()).check(open("mail.example.com", port)).isEmpty())
        .isEqualTo(allowed);
  }

  @Test
  void whoIsRefusedIsToldWhichPortsThereAre() {
    assertThat(policy(List.of(), List.of()).check(open("mail.example.com", 24)))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.field()).isEqualTo("port");
          assertThat(violation.message().getArguments()).containsExactly("25, 465, 587, 2500–2599");
        });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "192.0.2.1, false",
    "8.8.8.8 192.0.2.1, true",
    "192.0.2.1 8.8.8.8, true",
    "10.1.2.3, true"
  })
  void aNameIsReachedIfOneOfItsAddressesMayBe(String addresses, boolean reached) {
    TestNames.resolve("reached.test", addresses.split(" "));

    assertThat(policy(List.of("10.1.0.0/16"), List.of()).reaches(HostName.of("reached.test")))
        .isEqualTo(reached);
  }

  @Test
  void whatDoesNotExistIsNotReached() {
    assertThat(policy(List.of(), List.of()).reaches(HostName.of("no-such-host.invalid"))).isFalse();
  }

  @Test
  void allowedHostsMayBeNamedAlsoWhenTheyAreAddresses() {
    EgressPolicy policy = policy(List.of("127.0.0.1", "localhost"), List.of());

    assertThat(policy.check(open("127.0.0.1", 25))).isEmpty();
    assertThat(policy.check(open("localhost", 25))).isEmpty();
    assertThat(policy.check(open("127.0.0.2", 25)))
        .extracting(FieldViolation::code)
        .containsExactly("host_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "not a host", "10.0.0/8", "mail.example.com:25", "*"})
  void refusesToStartWithListsThatMeanNothing(String entry) {
    assertThatThrownBy(() -> policy(List.of(entry), List.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(entry.toLowerCase(java.util.Locale.ROOT))
        .hasMessageContaining("POSTMEISTER_EGRESS_ALLOW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "70000", "25-", "30-20", "smtp", "1-2-3"})
  void refusesToStartWithPortsThatAreNone(String ports) {
    assertThatThrownBy(
            () -> new EgressPolicy(new EgressProperties(List.of(), List.of(), List.of(ports))))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("POSTMEISTER_EGRESS_PORTS");
  }

  private static EgressPolicy policy(List<String> allow, List<String> deny) {
    return new EgressPolicy(new EgressProperties(allow, deny, PORTS));
  }
}

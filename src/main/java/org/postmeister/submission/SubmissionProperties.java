package org.postmeister.submission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Submission over SMTP. It is off unless one of the ports is set.
 *
 * @param port where clients start TLS before they sign in; 587 as a rule, null for off, 0 for any
 *     that is free
 * @param tlsPort where connections begin with TLS; 465 as a rule, null for off, 0 for any that is
 *     free
 * @param address that it listens on, null for all
 * @param hostName that it calls itself, null for the name of this machine
 * @param publicHost that clients connect to, such as a load balancer's, null for {@link #hostName}
 * @param publicPort that clients connect to for {@link #port}, null for the same
 * @param publicTlsPort that clients connect to for {@link #tlsPort}, null for the same
 * @param certificate PEM file with the certificate and its chain; read again when it changes
 * @param privateKey PEM file with its key
 * @param allowPlain networks that may sign in and send without TLS
 * @param networks networks of devices that cannot sign in, with the tenant (or {@code system})
 *     whose mail they send: {@code 10.1.2.0/24=acme, 10.1.3.7=system}
 * @param proxies networks of load balancers, whose PROXY protocol (version 2) is believed
 * @param connections most simultaneous connections
 * @param connectionsPerTenant most simultaneous connections of a tenant
 * @param connectionsPerAddress most simultaneous connections from an address
 * @param commandTimeout how long a client may take for its next command (RFC 5321, section
 *     4.5.3.2.7)
 * @param leastRate octets per second that a message has to come with, on average
 */
@ConfigurationProperties("postmeister.submission")
public record SubmissionProperties(
    @Nullable Integer port,
    @Nullable Integer tlsPort,
    @Nullable String address,
    @Nullable String hostName,
    @Nullable String publicHost,
    @Nullable Integer publicPort,
    @Nullable Integer publicTlsPort,
    @Nullable String certificate,
    @Nullable String privateKey,
    @Nullable String allowPlain,
    @Nullable String networks,
    @Nullable String proxies,
    @DefaultValue("1000") int connections,
    @DefaultValue("200") int connectionsPerTenant,
    @DefaultValue("100") int connectionsPerAddress,
    @DefaultValue("5m") Duration commandTimeout,
    @DefaultValue("1000") int leastRate) {

  /** Whether anybody can submit over SMTP. */
  public boolean isOn() {
    return port != null || tlsPort != null;
  }
}

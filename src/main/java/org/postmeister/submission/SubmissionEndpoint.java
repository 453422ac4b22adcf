package org.postmeister.submission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Port;
import org.postmeister.common.error.StartupException;
import org.postmeister.mailserver.Encryption;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Where messages can be submitted over SMTP, as applications are told. */
@Component
public class SubmissionEndpoint {

  private final String hostName;
  private final String publicHost;
  private final @Nullable Port publicPort;
  private final @Nullable Port publicTlsPort;
  private final boolean hasCertificate;
  private final List<OpenPort> ports = new CopyOnWriteArrayList<>();

  SubmissionEndpoint(SubmissionProperties properties) {
    this.hostName =
        StringUtils.hasText(properties.hostName())
            ? properties.hostName()
            : properties.isOn() ? ownName() : "localhost";
    this.publicHost = publicHost(properties.publicHost(), hostName);
    this.publicPort = port("PUBLIC_PORT", properties.publicPort());
    this.publicTlsPort = port("PUBLIC_TLS_PORT", properties.publicTlsPort());
    this.hasCertificate = StringUtils.hasText(properties.certificate());
  }

  private static String publicHost(@Nullable String configured, String otherwise) {
    if (!StringUtils.hasText(configured)) {
      return otherwise;
    }
    try {
      return HostName.of(configured).toString();
    } catch (InvalidValueException e) {
      throw new StartupException(
          "\u201c" + configured + "\u201d in POSTMEISTER_SUBMISSION_PUBLIC_HOST is no host name.",
          "Set it to the name that clients connect to, or remove it.",
          e);
    }
  }

  private static @Nullable Port port(String name, @Nullable Integer number) {
    try {
      return number == null ? null : new Port(number);
    } catch (InvalidValueException e) {
      throw new StartupException(
          "There is no port " + number + ", as POSTMEISTER_SUBMISSION_" + name + " says.",
          "Set it to the port that clients connect to, 1 to 65535, or remove it.",
          e);
    }
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** A port that clients can connect to, that of a load balancer if there is one. */
  public record OpenPort(int number, Encryption encryption) {}

  /** What it calls itself. */
  public String hostName() {
    return hostName;
  }

  /** What clients connect to: this machine, or a load balancer before it. */
  public String publicHost() {
    return publicHost;
  }

  /**
   * Those that are open, as clients know them, the one with TLS from the first byte last; none if
   * it is off.
   */
  public List<OpenPort> ports() {
    return List.copyOf(ports);
  }

  /**
   * From now on, a port is open.
   *
   * @param port that this machine listens on
   * @param beginsWithTls whether connections begin with TLS
   */
  public void opened(int port, boolean beginsWithTls) {
    Encryption afterGreeting = hasCertificate ? Encryption.STARTTLS : Encryption.NONE;
    Port known = beginsWithTls ? publicTlsPort : publicPort;
    ports.add(
        new OpenPort(
            known == null ? port : known.value(), beginsWithTls ? Encryption.TLS : afterGreeting));
  }

  /** From now on, none is open. */
  public void closed() {
    ports.clear();
  }
}

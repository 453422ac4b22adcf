package org.postmeister.submission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postmeister.mailserver.Encryption;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Where messages can be submitted over SMTP, as applications are told. */
@Component
public class SubmissionEndpoint {

  private final String hostName;
  private final boolean hasCertificate;
  private final List<OpenPort> ports = new CopyOnWriteArrayList<>();

  SubmissionEndpoint(SubmissionProperties properties) {
    this.hostName =
        StringUtils.hasText(properties.hostName())
            ? properties.hostName()
            : properties.isOn() ? ownName() : "localhost";
    this.hasCertificate = StringUtils.hasText(properties.certificate());
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** A port that clients can connect to. */
  public record OpenPort(int number, Encryption encryption) {}

  /** What it calls itself. */
  public String hostName() {
    return hostName;
  }

  /** Those that are open, the one with TLS from the first byte last; none if it is off. */
  public List<OpenPort> ports() {
    return List.copyOf(ports);
  }

  /**
   * From now on, a port is open.
   *
   * @param beginsWithTls whether connections begin with TLS
   */
  public void opened(int port, boolean beginsWithTls) {
    Encryption afterGreeting = hasCertificate ? Encryption.STARTTLS : Encryption.NONE;
    ports.add(new OpenPort(port, beginsWithTls ? Encryption.TLS : afterGreeting));
  }

  /** From now on, none is open. */
  public void closed() {
    ports.clear();
  }
}

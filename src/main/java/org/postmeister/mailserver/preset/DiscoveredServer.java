package org.postmeister.mailserver.preset;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.mailserver.Encryption;

/**
 * The server for sending that a domain probably has.
 *
 * @param preset null if it is nobody's that is known
 * @param host null if nothing was found, or the preset has no SMTP server; as port and encryption
 */
public record DiscoveredServer(
    Source source,
    @Nullable MailServerPreset preset,
    @Nullable HostName host,
    @Nullable Port port,
    @Nullable Encryption encryption) {

  /** How it was found. */
  public enum Source {
    /** The domain names it itself (RFC 6186, RFC 8314). */
    SRV,
    /** Guessed from the host that takes the domain's mail. */
    MX,
    /** The domain names neither. */
    NONE,
    /** The DNS does not answer. */
    UNREACHABLE
  }

  /** When the DNS cannot be asked. */
  public static final DiscoveredServer UNREACHABLE = nothing(Source.UNREACHABLE);

  static DiscoveredServer nothing(Source source) {
    return new DiscoveredServer(source, null, null, null, null);
  }
}

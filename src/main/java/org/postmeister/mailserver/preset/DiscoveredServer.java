package org.postmeister.mailserver.preset;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.mailserver.Encryption;

/**
 * The server that a domain probably uses for sending.
 *
 * @param preset null if it belongs to no known provider
 * @param host null if nothing was found, or the preset has no SMTP server; the same for port and
 *     encryption
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
    /** Guessed from the host that accepts the domain's mail. */
    MX,
    /** The domain names neither. */
    NONE,
    /** The DNS did not answer. */
    UNREACHABLE
  }

  /** If the DNS cannot be queried. */
  public static final DiscoveredServer UNREACHABLE = nothing(Source.UNREACHABLE);

  static DiscoveredServer nothing(Source source) {
    return new DiscoveredServer(source, null, null, null, null);
  }
}

package org.postmeister.transport.smtp.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.dns.HostLookup;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendStep;

/** Resolves a host and connects to it: the first two steps. */
public final class HostConnector {

  private final HostName host;
  private final AddressFilter filter;
  private final SmtpTimeouts timeouts;
  private final SmtpDeadlineWatch deadlines;
  private List<InetAddress> addresses = List.of();

  public HostConnector(
      HostName host, AddressFilter filter, SmtpTimeouts timeouts, SmtpDeadlineWatch deadlines) {
    this.host = host;
    this.filter = filter;
    this.timeouts = timeouts;
    this.deadlines = deadlines;
  }

  /**
   * The host's addresses, in the resolver's order. They are resolved only once, so that what was
   * checked is what is connected to.
   */
  public List<InetAddress> resolve() throws SmtpCheckFailedException, InterruptedException {
    try {
      addresses = HostLookup.addresses(host, timeouts.connect());
      return addresses;
    } catch (TimeoutException e) {
      throw new SmtpCheckFailedException(
          SendStep.RESOLVE, "lookup_timed_out", null, host.value(), seconds());
    } catch (UnknownHostException e) {
      throw new SmtpCheckFailedException(SendStep.RESOLVE, "unknown_host", null, host.value());
    }
  }

  /** A connection to the first permitted address that accepts one. */
  public SmtpSocket connect(Port port) throws SmtpCheckFailedException {
    List<InetAddress> allowed = addresses.stream().filter(filter::allows).toList();
    if (allowed.isEmpty()) {
      throw new SmtpCheckFailedException(
          SendStep.CONNECT, "address_not_allowed", null, host.value());
    }
    IOException first = null;
    for (InetAddress address : allowed) {
      try {
        return connect(new InetSocketAddress(address, port.value()));
      } catch (IOException e) {
        first = first == null ? e : first;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw failure(first, port);
  }

  private SmtpSocket connect(InetSocketAddress address) throws IOException {
    // A channel, so that stopping need not wait for a reply.
    SocketChannel channel = SocketChannel.open();
    try {
      // Commands are sent in one piece: Nagle's algorithm would only add delay.
      channel.socket().setTcpNoDelay(true);
      channel.socket().connect(address, Math.toIntExact(timeouts.connect().toMillis()));
      return new SmtpSocket(channel, deadlines);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private SmtpCheckFailedException failure(@Nullable IOException cause, Port port) {
    String code =
        switch (cause) {
          case SocketTimeoutException timeout -> "connect_timed_out";
          case ConnectException refused
              when String.valueOf(refused.getMessage()).contains("refused") ->
              "connection_refused";
          case null, default -> "unreachable";
        };
    return new SmtpCheckFailedException(
        SendStep.CONNECT, code, null, host.value(), port.toString(), seconds());
  }

  private String seconds() {
    return Long.toString(timeouts.connect().toSeconds());
  }
}

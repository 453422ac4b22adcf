package org.postmeister.common.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How fast one connection is. Ending it only wakes its socket: whatever waits for it, a thread or
 * Tomcat's poller, then tries to read or write, fails as with any timeout, and cleans up.
 */
final class ConnectionRate {

  private static final byte[] TIMEOUT =
      "HTTP/1.1 408 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final InetAddress address;
  private final RequestRateLimit limits;
  private final LongSupplier clock;
  private final BooleanSupplier handshakeComplete;
  private final long opened;
  private final TransferRate in;
  private final TransferRate out;
  private volatile boolean upgraded;
  private volatile boolean answered;
  private volatile boolean tooSlowIn;
  private volatile boolean tooSlowOut;

  ConnectionRate(
      SocketChannel channel,
      InetAddress address,
      RequestRateLimit limits,
      BooleanSupplier handshakeComplete,
      LongSupplier clock) {
    this.channel = channel;
    this.address = address;
    this.limits = limits;
    this.handshakeComplete = handshakeComplete;
    this.clock = clock;
    this.opened = clock.getAsLong();
    this.in = new TransferRate(limits.leastRate(), opened);
    this.out = new TransferRate(limits.leastRate(), opened);
  }

  InetAddress address() {
    return address;
  }

  /**
   * @param answer writes an error response if none has been sent yet; Tomcat itself sends none if
   *     headers or a form do not arrive
   */
  void beforeRead(Answer answer) throws IOException {
    if (tooSlowIn) {
      if (!answered && !tooSlowOut && !upgraded) {
        tooSlowOut = true;
        answer.write(ByteBuffer.wrap(TIMEOUT));
      }
      throw new SocketTimeoutException("The request arrives too slowly");
    }
  }

  long read(long octets) {
    in.moved(Math.max(0, octets), octets == 0, clock.getAsLong());
    return octets;
  }

  void beforeWrite() throws SocketTimeoutException {
    if (tooSlowOut) {
      throw new SocketTimeoutException("The response is read too slowly");
    }
  }

  long written(long octets, boolean more) {
    answered |= octets > 0;
    out.moved(Math.max(0, octets), more, clock.getAsLong());
    return octets;
  }

  /** Between two requests nothing is expected; a new connection must send a request. */
  void betweenRequests() {
    if (answered) {
      answered = false;
      in.rest(clock.getAsLong());
    }
  }

  /** As a WebSocket, it may stay silent. */
  void upgraded() {
    upgraded = true;
  }

  /** Ends it if it is too slow. */
  void look() {
    long now = clock.getAsLong();
    boolean handshakeTooSlow =
        now - opened > limits.patience() && !handshakeComplete.getAsBoolean();
    if (!tooSlowIn
        && !upgraded
        && (handshakeTooSlow || in.isTooSlow(limits.patience(), limits.longestRequest(), now))) {
      tooSlowIn = true;
      quietly(channel::shutdownInput);
    }
    if (!tooSlowOut && out.isTooSlow(limits.patience(), Long.MAX_VALUE, now)) {
      tooSlowOut = true;
      // What nobody reads must not remain in the kernel either.
      quietly(() -> channel.setOption(StandardSocketOptions.SO_LINGER, 0));
      quietly(channel::shutdownOutput);
    }
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException alreadyClosed) {
      // This is the intended outcome.
    }
  }

  /** Writes to the client. */
  interface Answer {
    int write(ByteBuffer octets) throws IOException;
  }

  private interface Step {
    Object run() throws IOException;
  }
}

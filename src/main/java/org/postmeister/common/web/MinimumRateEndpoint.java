package org.postmeister.common.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint, which closes connections that are too slow in any way and limits the number
 * per address. Tomcat's own timeouts start again with every octet.
 */
final class MinimumRateEndpoint extends NioEndpoint {

  /** For trusted addresses only: health checks get in when all others are taken. */
  private static final int RESERVE = 256;

  private final Map<SocketWrapperBase<NioChannel>, ConnectionRate> rates =
      new ConcurrentHashMap<>();
  private final AtomicLong lastWarning = new AtomicLong();
  private RequestRateLimit limits = new RequestRateLimit(20_000, 1024, 600_000);
  private ConnectionsByAddress addresses = ConnectionsByAddress.unlimited();
  private @Nullable ScheduledExecutorService watch;

  /** Must be called before it starts. */
  void limit(RequestRateLimit newLimits, ConnectionsByAddress newAddresses) {
    this.limits = newLimits;
    this.addresses = newAddresses;
  }

  @Override
  public void startInternal() throws Exception {
    super.startInternal();
    // On a separate thread, which no request can occupy.
    watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(getName() + "-rates").factory());
    var _ = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    for (ConnectionRate rate : rates.values()) {
      try {
        rate.look();
      } catch (RuntimeException e) {
        // The other connections must be checked all the same, and again next time.
        getLog().error("A slow connection could not be closed", e);
      }
    }
  }

  @Override
  public void stopInternal() {
    if (watch != null) {
      watch.shutdownNow();
      watch = null;
    }
    super.stopInternal();
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new MinimumRateHandler(handler));
  }

  @Override
  protected NioChannel createChannel(SocketBufferHandler buffers) {
    return isSSLEnabled()
        ? new MinimumRateSecureChannel(buffers, this)
        : new MinimumRateChannel(buffers, this);
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (isWelcome(socket)) {
      return super.setSocketOptions(socket);
    }
    warnOfRefusal(socket);
    destroySocket(socket);
    return true;
  }

  // At most once a minute: a refused client keeps trying.
  private void warnOfRefusal(SocketChannel socket) {
    long now = System.nanoTime();
    long before = lastWarning.get();
    if ((before == 0 || now - before > TimeUnit.MINUTES.toNanos(1))
        && lastWarning.compareAndSet(before, now)) {
      getLog()
          .warn(
              "Connections from "
                  + socket.socket().getInetAddress()
                  + " are refused: it has as many as POSTMEISTER_WEB_CONNECTIONS_PER_ADDRESS"
                  + " allows. If it is a proxy, add it to POSTMEISTER_TRUSTED_PROXIES.");
    }
  }

  private boolean isWelcome(SocketChannel socket) {
    try {
      InetAddress address = address(socket);
      return addresses.isTrusted(address) || (addresses.hasRoom(address) && hasRoomForStrangers());
    } catch (IOException alreadyClosed) {
      return false;
    }
  }

  private boolean hasRoomForStrangers() {
    int most = getMaxConnections();
    return most < 0 || rates.size() < most - Math.min(RESERVE, most / 2);
  }

  private static InetAddress address(SocketChannel socket) throws IOException {
    return socket.getRemoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  ConnectionRate opened(
      SocketChannel socket,
      SocketWrapperBase<NioChannel> wrapper,
      BooleanSupplier handshakeComplete)
      throws IOException {
    ConnectionRate rate =
        new ConnectionRate(
            socket,
            address(socket),
            limits,
            handshakeComplete,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    addresses.opened(rate.address());
    rates.put(wrapper, rate);
    return rate;
  }

  /** Notices whenever Tomcat releases a connection. */
  private final class MinimumRateHandler implements Handler<NioChannel> {

    private final Handler<NioChannel> handler;

    MinimumRateHandler(Handler<NioChannel> handler) {
      this.handler = handler;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent status) {
      SocketState state = handler.process(socket, status);
      ConnectionRate rate = socket == null ? null : rates.get(socket);
      if (rate != null) {
        switch (state) {
          case OPEN -> rate.betweenRequests();
          case UPGRADED, ASYNC_IO -> rate.upgraded();
          default -> {}
        }
      }
      return state;
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      ConnectionRate rate = rates.remove(socket);
      if (rate != null) {
        addresses.closed(rate.address());
      }
      handler.release(socket);
    }

    @Override
    public @Nullable Object getGlobal() {
      return handler.getGlobal();
    }

    @Override
    public void pause() {
      handler.pause();
    }

    @Override
    public void recycle() {
      handler.recycle();
    }
  }
}

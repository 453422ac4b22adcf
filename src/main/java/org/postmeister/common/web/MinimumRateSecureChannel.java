package org.postmeister.common.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** The same as {@link MinimumRateChannel} with TLS; it counts the octets inside TLS. */
final class MinimumRateSecureChannel extends SecureNioChannel {

  private final MinimumRateEndpoint endpoint;
  private @Nullable ConnectionRate rate;

  MinimumRateSecureChannel(SocketBufferHandler buffers, MinimumRateEndpoint endpoint) {
    super(buffers, endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
      throws IOException {
    super.reset(channel, wrapper);
    rate =
        channel == null || wrapper == null
            ? null
            : endpoint.opened(channel, wrapper, this::isHandshakeComplete);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return (int) MinimumRateIo.read(rate, () -> super.read(target), super::write);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return MinimumRateIo.read(rate, () -> super.read(targets, offset, length), super::write);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int)
        MinimumRateIo.write(
            rate,
            () -> super.write(source),
            () -> source.hasRemaining() || getOutboundRemaining() > 0);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return MinimumRateIo.write(
        rate,
        () -> super.write(sources, offset, length),
        () -> MinimumRateIo.anyRemaining(sources, offset, length) || getOutboundRemaining() > 0);
  }
}

package org.postmeister.common.web;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.Networks;

/**
 * How many connections are open from each address. For IPv6, a whole /64 counts as one address,
 * since that is what a subscriber gets.
 */
final class ConnectionsByAddress {

  private static final int IPV6_PREFIX = 8;

  private final int most;
  private final Networks trusted;
  private final Map<ByteBuffer, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param most per address
   * @param trusted proxies, which may have any number since many users are behind them
   */
  ConnectionsByAddress(int most, Networks trusted) {
    this.most = most;
    this.trusted = trusted;
  }

  static ConnectionsByAddress unlimited() {
    return new ConnectionsByAddress(Integer.MAX_VALUE, Networks.of("127.0.0.0/8"));
  }

  boolean isTrusted(InetAddress address) {
    return trusted.contains(address.getHostAddress());
  }

  boolean hasRoom(InetAddress address) {
    return open.getOrDefault(key(address), 0) < most;
  }

  void opened(InetAddress address) {
    open.merge(key(address), 1, Integer::sum);
  }

  void closed(InetAddress address) {
    open.computeIfPresent(key(address), (key, count) -> count > 1 ? count - 1 : null);
  }

  private static ByteBuffer key(InetAddress address) {
    byte[] octets = address.getAddress();
    return ByteBuffer.wrap(
        octets.length > IPV6_PREFIX ? Arrays.copyOf(octets, IPV6_PREFIX) : octets);
  }
}

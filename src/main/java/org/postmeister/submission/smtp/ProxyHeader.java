package org.postmeister.submission.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a load balancer says first (PROXY protocol, version 2), as the library can read it: in one
 * piece, and with nothing behind the addresses. It reads some lengths as negative numbers.
 */
final class ProxyHeader {

  private static final byte[] SIGNATURE =
      "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 16;
  private static final int COMMAND_AT = 12;
  private static final int FAMILY_AT = 13;
  private static final int LENGTH_AT = 14;

  private static final int PROXY = 1;
  private static final int IPV4 = 1;
  private static final int IPV4_ADDRESSES = 12;
  private static final int IPV6 = 2;
  private static final int IPV6_ADDRESSES = 36;

  private ProxyHeader() {}

  /**
   * Reads it from a connection, and nothing that comes behind it.
   *
   * @return empty if it is none
   */
  static Optional<InputStream> read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(LENGTH);
    if (header.length < LENGTH
        || !Arrays.equals(header, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      return Optional.empty();
    }
    int length = ((header[LENGTH_AT] & 0xff) << 8) | (header[LENGTH_AT + 1] & 0xff);
    byte[] rest = in.readNBytes(length);
    int addresses = addresses(header);
    if (rest.length < length || length < addresses) {
      return Optional.empty();
    }
    if (addresses == 0) {
      // Whoever it is, the library is not to look for an address.
      header[FAMILY_AT] = 0;
    }
    header[LENGTH_AT] = 0;
    header[LENGTH_AT + 1] = (byte) addresses;
    byte[] known = Arrays.copyOf(header, LENGTH + addresses);
    System.arraycopy(rest, 0, known, LENGTH, addresses);
    return Optional.of(new ByteArrayInputStream(known));
  }

  // The balancer itself (LOCAL, such as for its health checks), or of a kind that is no IP address.
  private static int addresses(byte[] header) {
    if ((header[COMMAND_AT] & 0xf) != PROXY) {
      return 0;
    }
    return switch (header[FAMILY_AT] >> 4 & 0xf) {
      case IPV4 -> IPV4_ADDRESSES;
      case IPV6 -> IPV6_ADDRESSES;
      default -> 0;
    };
  }
}

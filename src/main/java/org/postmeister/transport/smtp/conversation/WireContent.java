package org.postmeister.transport.smtp.conversation;

import java.io.ByteArrayOutputStream;

/**
 * A message as it is sent: every line ends with CRLF and no lone CR or LF remains, so that no
 * server can take a line ending for the end of the message (RFC 5321, section 2.3.8).
 */
final class WireContent {

  private final byte[] octets;
  private final boolean eightBit;

  private WireContent(byte[] octets, boolean eightBit) {
    this.octets = octets;
    this.eightBit = eightBit;
  }

  static WireContent of(byte[] message) {
    boolean clean = true;
    boolean eightBit = false;
    for (int i = 0; i < message.length; i++) {
      byte octet = message[i];
      eightBit |= octet < 0;
      if (octet == '\r') {
        clean &= i + 1 < message.length && message[i + 1] == '\n';
      } else if (octet == '\n') {
        clean &= i > 0 && message[i - 1] == '\r';
      }
    }
    clean &= message.length == 0 || message[message.length - 1] == '\n';
    return new WireContent(clean ? message : withLineEnds(message), eightBit);
  }

  private static byte[] withLineEnds(byte[] message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + message.length / 16 + 2);
    byte last = '\n';
    for (int i = 0; i < message.length; i++) {
      byte octet = message[i];
      if (octet == '\r' || octet == '\n') {
        out.write('\r');
        out.write('\n');
        if (octet == '\r' && i + 1 < message.length && message[i + 1] == '\n') {
          i++;
        }
        last = '\n';
      } else {
        out.write(octet);
        last = octet;
      }
    }
    if (last != '\n') {
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }

  int length() {
    return octets.length;
  }

  /** Whether it contains non-ASCII characters. */
  boolean isEightBit() {
    return eightBit;
  }

  /** What follows {@code BDAT} (RFC 3030). */
  byte[] octets() {
    return octets;
  }

  /** What follows {@code DATA}: dot-stuffed, and with the final dot (RFC 5321, section 4.5.2). */
  byte[] dotStuffed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 128);
    int from = 0;
    boolean lineBegins = true;
    for (int i = 0; i < octets.length; i++) {
      if (lineBegins && octets[i] == '.') {
        out.write(octets, from, i - from);
        out.write('.');
        from = i;
      }
      lineBegins = octets[i] == '\n';
    }
    out.write(octets, from, octets.length - from);
    out.write('.');
    out.write('\r');
    out.write('\n');
    return out.toByteArray();
  }
}

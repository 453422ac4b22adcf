package org.postmeister.transport.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * The name to say EHLO with (RFC 5321, section 4.1.4): this machine's if it is a full one, else its
 * address.
 */
final class GreetingName {

  private GreetingName() {}

  static String of(Socket socket) {
    String name = ownName();
    if (name.indexOf('.') > 0) {
      return name;
    }
    InetAddress address = socket.getLocalAddress();
    String literal = address.getHostAddress().replaceFirst("%.*", "");
    return address instanceof Inet6Address ? "[IPv6:" + literal + "]" : "[" + literal + "]";
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}

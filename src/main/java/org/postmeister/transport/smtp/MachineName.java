package org.postmeister.transport.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.postmeister.mailserver.GreetingName;

/**
 * The name for EHLO if none is set (RFC 5321, section 4.1.4): this machine's name if it is fully
 * qualified, otherwise its address.
 */
final class MachineName {

  // Determined once, with a short timeout: this machine's own name may depend on a DNS that does
  // not answer.
  private static final CompletableFuture<String> OWN_NAME =
      CompletableFuture.supplyAsync(MachineName::ownName)
          .completeOnTimeout("", 3, TimeUnit.SECONDS);

  private MachineName() {}

  static String of(Socket socket) {
    String name = OWN_NAME.join();
    if (GreetingName.isName(name)) {
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

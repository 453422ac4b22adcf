package org.postmeister.transport.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.postmeister.mailserver.GreetingName;

/**
 * What to say EHLO with where no name is set (RFC 5321, section 4.1.4): this machine's name if it
 * is a full one, else its address.
 */
final class MachineName {

  // Asked for once, and not for long: this machine's own name may be a matter of a DNS that does
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

package org.postmeister.transport.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The name to say EHLO with (RFC 5321, section 4.1.4): this machine's if it is a full one, else its
 * address.
 */
final class GreetingName {

  // Asked for once, and not for long: this machine's own name may be a matter of a DNS that does
  // not answer.
  private static final CompletableFuture<String> OWN_NAME =
      CompletableFuture.supplyAsync(GreetingName::ownName)
          .completeOnTimeout("", 3, TimeUnit.SECONDS);

  // RFC 5321, section 4.1.2: letters, digits and hyphens; the last label is no number.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Set<String> OF_ANY_MACHINE = Set.of("localhost", "localdomain", "local");

  private GreetingName() {}

  static String of(Socket socket) {
    String name = OWN_NAME.join();
    if (isName(name)) {
      return name;
    }
    InetAddress address = socket.getLocalAddress();
    String literal = address.getHostAddress().replaceFirst("%.*", "");
    return address instanceof Inet6Address ? "[IPv6:" + literal + "]" : "[" + literal + "]";
  }

  /** Whether servers may know a machine by it: a full name, and not what any machine is called. */
  static boolean isName(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() && !OF_ANY_MACHINE.contains(last);
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}

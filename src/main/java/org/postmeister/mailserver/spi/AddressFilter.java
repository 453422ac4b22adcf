package org.postmeister.mailserver.spi;

import java.net.InetAddress;

/**
 * Which addresses of a host may be connected to. A transport looks a host up once, asks for each
 * address, and connects to none but those.
 */
public interface AddressFilter {

  /** For the system mail server. */
  AddressFilter ANY = address -> true;

  boolean allows(InetAddress address);
}

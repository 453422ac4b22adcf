package org.postmeister.mailserver.spi;

import java.net.InetAddress;

/**
 * Which addresses of a host may be connected to. A transport resolves a host once, asks for each
 * address, and connects only to allowed ones.
 */
public interface AddressFilter {

  /** For the system mail server. */
  AddressFilter ANY = address -> true;

  boolean allows(InetAddress address);
}

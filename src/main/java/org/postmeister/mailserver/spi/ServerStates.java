package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.MailOwner;

/** The status of servers; implemented by the module that sends through them. */
public interface ServerStates {

  /** The current status of a server, as far as the caller may know it. */
  ServerState of(MailOwner server);
}

package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.MailOwner;

/** Knows how servers do; that is whoever sends through them. */
public interface ServerStates {

  /** How a server does at this moment, as far as who is signed in may know. */
  ServerState of(MailOwner server);
}

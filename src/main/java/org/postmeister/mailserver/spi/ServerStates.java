package org.postmeister.mailserver.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.postmeister.mailserver.MailOwner;

/** The status of servers; implemented by the module that sends through them. */
public interface ServerStates {

  /** The current status of a server, as far as the caller may know it. */
  ServerState of(MailOwner server);

  /** The current status of those that exist, as far as the caller may know it. */
  Map<MailOwner, ServerState> of(Collection<MailOwner> servers);

  /** How many messages of owners have not ended; without those that have none. */
  Map<MailOwner, Long> waiting(Collection<MailOwner> owners);

  /** Whose servers are switched on and in trouble; see {@link ServerState#isInTrouble}. */
  Set<MailOwner> inTrouble();
}

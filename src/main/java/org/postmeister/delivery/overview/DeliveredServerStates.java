package org.postmeister.delivery.overview;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerStates;
import org.springframework.stereotype.Component;

/** The status of servers, from what is stored about them while mail is sent. */
@Component
class DeliveredServerStates implements ServerStates {

  private final StoredServers servers;

  DeliveredServerStates(StoredServers servers) {
    this.servers = servers;
  }

  @Override
  public ServerState of(MailOwner server) {
    return of(Set.of(server)).getOrDefault(server, ServerState.UNTESTED);
  }

  @Override
  public Map<MailOwner, ServerState> of(Collection<MailOwner> owners) {
    return servers.find(new ServerFilter(null, "", Set.copyOf(owners)), 0, owners.size()).stream()
        .collect(Collectors.toMap(ServerOverview::owner, ServerOverview::state));
  }

  @Override
  public Map<MailOwner, Long> waiting(Collection<MailOwner> owners) {
    return servers.waitingOf(owners);
  }

  @Override
  public Set<MailOwner> inTrouble() {
    return servers.inTrouble();
  }
}

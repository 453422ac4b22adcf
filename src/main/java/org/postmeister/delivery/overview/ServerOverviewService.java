package org.postmeister.delivery.overview;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.delivery.log.MessageVisibility;
import org.postmeister.mailserver.MailOwner;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mail servers and what waits behind them: all for system administrators, for a tenant's
 * administrators the tenant's own.
 */
@Service
public class ServerOverviewService {

  private final StoredServers servers;
  private final MessageVisibility visibility;

  ServerOverviewService(StoredServers servers, MessageVisibility visibility) {
    this.servers = servers;
    this.visibility = visibility;
  }

  /** A part of the list: the system mail server first, then by the tenants' names. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public List<ServerOverview> find(ServerFilter filter, int offset, int limit) {
    return servers.withWaiting(servers.find(visible(filter), offset, limit));
  }

  /** How many there are. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public int count(ServerFilter filter) {
    return servers.count(visible(filter));
  }

  /**
   * Servers in trouble.
   *
   * @param servers how many
   * @param waiting messages that wait for one of them
   */
  public record Trouble(int servers, long waiting) {}

  /** How many servers are in trouble, and how much waits behind them. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public Trouble trouble() {
    Set<MailOwner> own = visibility.owners();
    Set<MailOwner> troubled =
        servers.inTrouble().stream()
            .filter(owner -> own == null || own.contains(owner))
            .collect(Collectors.toSet());
    return new Trouble(
        troubled.size(),
        servers.waiting(troubled).values().stream()
            .mapToLong(StoredServers.Waiting::messages)
            .sum());
  }

  private ServerFilter visible(ServerFilter filter) {
    Set<MailOwner> own = visibility.owners();
    return own == null ? filter : filter.of(own);
  }
}

package org.postmeister.mailserver.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.mailserver.server.MailServers;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.security.CurrentUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The servers that mail is sent through, for the delivery module; without a permission check. */
@Component
public class SendingServerResolver {

  private static final int AT_ONCE = 1000;

  private final MailServers servers;
  private final MailRoutes routes;
  private final EgressPolicy egress;

  SendingServerResolver(MailServers servers, MailRoutes routes, EgressPolicy egress) {
    this.servers = servers;
    this.routes = routes;
    this.egress = egress;
  }

  /**
   * Where mail is sent: a tenant's by its route, the system's by the system mail server. A tenant
   * that no longer exists has no route.
   */
  // A single query, so without a transaction: every mail needs it.
  public MailRoute resolve(MailOwner owner) {
    if (owner.equals(MailOwner.SYSTEM)) {
      MailServer system = servers.getSystem();
      return MailServerPolicy.isUsable(system)
          ? new MailRoute(RouteState.SYSTEM, MailOwner.SYSTEM, system.settings())
          : MailRoute.none(RouteState.SYSTEM_MAIL_OFF);
    }
    return route(owner.tenant().flatMap(routes::find));
  }

  private static MailRoute route(Optional<RouteFacts> facts) {
    return facts.map(RouteFacts::route).orElseGet(() -> MailRoute.none(RouteState.TENANT_INACTIVE));
  }

  /**
   * The same for many owners at once. Left out are those about whose settings something is odd,
   * which only asking for them alone tells.
   */
  public Map<MailOwner, MailRoute> resolveAll(Collection<MailOwner> owners) {
    Map<MailOwner, MailRoute> resolved = new HashMap<>();
    if (owners.contains(MailOwner.SYSTEM)) {
      try {
        resolved.put(MailOwner.SYSTEM, resolve(MailOwner.SYSTEM));
      } catch (IllegalArgumentException | IllegalStateException e) {
        resolved.remove(MailOwner.SYSTEM);
      }
    }
    List<TenantId> tenants = owners.stream().flatMap(owner -> owner.tenant().stream()).toList();
    for (int from = 0; from < tenants.size(); from += AT_ONCE) {
      List<TenantId> some = tenants.subList(from, Math.min(tenants.size(), from + AT_ONCE));
      routes
          .findAll(some)
          .forEach((tenant, facts) -> {
            MailOwner owner = MailOwner.of(tenant);
            try {
              resolved.put(owner, route(facts));
            } catch (IllegalArgumentException | IllegalStateException e) {
              resolved.remove(owner);
            }
          });
    }
    return resolved;
  }

  /**
   * The same for callers that need a route.
   *
   * @throws MailUnavailableException if there is none
   */
  public MailRoute requireRoute(MailOwner owner) {
    MailRoute route = resolve(owner);
    if (route.reason() != null) {
      throw new MailUnavailableException(route.reason());
    }
    return route;
  }

  /**
   * How the destination of an owner's mail was last set: whoever can set it only through a program
   * must not get to read what only people may.
   */
  @Transactional(readOnly = true)
  public CurrentUser.Channel destinationSetBy(MailOwner owner) {
    return servers.find(owner).map(MailServer::destinationSetBy).orElse(CurrentUser.Channel.TOKEN);
  }

  /**
   * The revision of each server's settings, different after each change; only of those that exist.
   */
  public Map<MailOwner, Long> revisions(Collection<MailOwner> owners) {
    return servers.revisions(owners);
  }

  /** Whose servers are complete and switched on. */
  public Set<MailOwner> usable(Collection<MailOwner> owners) {
    return owners.isEmpty() ? Set.of() : servers.usable(owners);
  }

  /** A server with its secret, ready for use; empty if it is incomplete or disabled. */
  @Transactional(readOnly = true)
  public Optional<SendingServer> find(MailOwner owner) {
    return servers
        .find(owner)
        .filter(MailServerPolicy::isUsable)
        .map(server -> {
          MailServerSettings settings = server.settings();
          var host = settings.host();
          AddressFilter filter =
              owner.equals(MailOwner.SYSTEM) || host == null
                  ? AddressFilter.ANY
                  : address -> egress.allows(host, address);
          return new SendingServer(
              owner,
              settings,
              filter,
              servers.secretOf(owner, settings.authentication()).orElse(null),
              server.revision(),
              server.redirectedByTokenAt());
        });
  }
}

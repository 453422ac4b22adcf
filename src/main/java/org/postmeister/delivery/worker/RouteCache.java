package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailSettingsChanged;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.tenant.TenantChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * By which server mail of owners leaves, believed for a moment by all deliveries of this node. The
 * ways that they go by are looked up again together before the moment is over.
 */
@Component
class RouteCache {

  private static final Logger log = LoggerFactory.getLogger(RouteCache.class);

  // Longer than there is between two looks, so that nobody has to ask alone.
  private static final Duration HOLDS = Duration.ofSeconds(1);
  // A server may take its time with a message.
  private static final Duration IN_USE = Duration.ofSeconds(10);

  private final SendingServerResolver servers;
  private final Map<MailOwner, Route> routes = new ConcurrentHashMap<>();
  private final Map<MailOwner, Long> usedAt = new ConcurrentHashMap<>();
  // What was asked for before a change must not be cached after it.
  private int changes;

  private record Route(String serverKey, long until) {}

  private record Asked(int changes, long at) {}

  RouteCache(SendingServerResolver servers) {
    this.servers = servers;
  }

  /** Looks up those that are not cached, all at once. */
  void lookUp(Set<MailOwner> owners) {
    owners.forEach(this::use);
    Set<MailOwner> unknown =
        owners.stream().filter(owner -> !isKnown(routes.get(owner))).collect(Collectors.toSet());
    if (unknown.size() > 1) {
      putAll(unknown);
    }
  }

  /** Looks those up again that somebody has gone by lately, all at once. */
  void renew() {
    long now = System.nanoTime();
    usedAt.values().removeIf(at -> now - at > IN_USE.toNanos());
    routes.keySet().removeIf(owner -> !usedAt.containsKey(owner));
    Set<MailOwner> inUse = Set.copyOf(usedAt.keySet());
    if (!inUse.isEmpty()) {
      putAll(inUse);
    }
  }

  private void use(MailOwner owner) {
    usedAt.put(owner, System.nanoTime());
  }

  private void putAll(Set<MailOwner> owners) {
    try {
      Asked asked = asked();
      servers.resolveAll(owners).forEach((owner, resolved) -> put(owner, resolved, asked));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Whoever asks for one alone is told what is odd about it.
      log.debug("The routes of mail cannot be looked up together", e);
    }
  }

  /** The server of an owner's mail, as stored in the column lane. */
  String of(MailOwner owner) {
    use(owner);
    Route known = routes.get(owner);
    return known == null || !isKnown(known) ? ask(owner) : known.serverKey();
  }

  /** The same as it is at this moment, for who is about to move mail elsewhere. */
  String ask(MailOwner owner) {
    Asked asked = asked();
    return put(owner, servers.resolve(owner), asked);
  }

  /** Nothing is sent just now. */
  synchronized void clear() {
    changes++;
    usedAt.clear();
    routes.clear();
  }

  // On this node at once, on the others when they check.
  @TransactionalEventListener(fallbackExecution = true)
  void on(MailSettingsChanged changed) {
    forget(changed.tenant());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(TenantChanged changed) {
    forget(changed.tenant().id());
  }

  private synchronized void forget(TenantId tenant) {
    changes++;
    routes.remove(MailOwner.of(tenant));
  }

  private synchronized Asked asked() {
    return new Asked(changes, System.nanoTime());
  }

  private synchronized String put(MailOwner owner, MailRoute resolved, Asked asked) {
    String serverKey = ClaimKey.serverKeyOf(resolved.server());
    if (asked.changes() == changes) {
      routes.put(owner, new Route(serverKey, asked.at() + HOLDS.toNanos()));
    }
    return serverKey;
  }

  private static boolean isKnown(@Nullable Route route) {
    return route != null && route.until() - System.nanoTime() >= 0;
  }
}

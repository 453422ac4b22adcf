package org.postmeister.delivery.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/** By which server mail of owners leaves, believed for a moment. */
final class RouteCache {

  private static final Duration HOLDS = Duration.ofMillis(500);

  private final DeliveryWorker worker;
  private final Map<MailOwner, Way> ways = new ConcurrentHashMap<>();

  private record Way(String lane, long until) {}

  RouteCache(DeliveryWorker worker) {
    this.worker = worker;
  }

  /** Looks up those that are not known, all at once. */
  void lookUp(Set<MailOwner> owners) {
    Set<MailOwner> unknown =
        owners.stream().filter(owner -> !isKnown(ways.get(owner))).collect(Collectors.toSet());
    if (unknown.size() > 1) {
      worker.waysOf(unknown).forEach(this::put);
    }
  }

  /** The lane of an owner's mail. */
  String of(MailOwner owner) {
    Way known = ways.get(owner);
    if (known == null || !isKnown(known)) {
      return put(owner, worker.wayOf(owner));
    }
    return known.lane();
  }

  private String put(MailOwner owner, String lane) {
    ways.put(owner, new Way(lane, System.nanoTime() + HOLDS.toNanos()));
    return lane;
  }

  private static boolean isKnown(@Nullable Way way) {
    return way != null && way.until() - System.nanoTime() >= 0;
  }
}

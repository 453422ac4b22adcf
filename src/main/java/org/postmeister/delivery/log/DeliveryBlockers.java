package org.postmeister.delivery.log;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.spi.SendFailure;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What keeps messages from being sent, independently of earlier attempts. */
@Component
class DeliveryBlockers {

  private final SendingServerResolver servers;
  private final ServerHealths healths;
  private final SendingQuotas quotas;
  private final Clock clock;

  DeliveryBlockers(
      SendingServerResolver servers, ServerHealths healths, SendingQuotas quotas, Clock clock) {
    this.servers = servers;
    this.healths = healths;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** A snapshot, for all messages of one query. */
  Now now() {
    return new Now(SingletonSupplier.of(this::paused));
  }

  private Map<MailOwner, ServerHealth> paused() {
    Instant now = clock.instant();
    return healths.all().stream()
        .filter(health -> health.isPausedAt(now))
        .collect(Collectors.toMap(ServerHealth::owner, Function.identity()));
  }

  /**
   * Something in the way.
   *
   * @param until when it is over; null if somebody has to act first
   * @param failure why a server is paused, null for other reasons
   */
  record Obstacle(WaitingReason reason, @Nullable Instant until, @Nullable SendFailure failure) {}

  /** A snapshot. */
  final class Now {

    // Nobody asks for messages that have ended.
    private final SingletonSupplier<Map<MailOwner, ServerHealth>> paused;
    private final Map<MailOwner, Optional<Obstacle>> known = new HashMap<>();

    private Now(SingletonSupplier<Map<MailOwner, ServerHealth>> paused) {
      this.paused = paused;
    }

    /** Looks up what keeps messages of many from leaving, all at once. */
    void lookUp(Set<MailOwner> owners) {
      Set<MailOwner> unknown =
          owners.stream().filter(owner -> !known.containsKey(owner)).collect(Collectors.toSet());
      if (unknown.size() < 2) {
        return;
      }
      Map<MailOwner, MailRoute> routes = servers.resolveAll(unknown);
      Map<MailOwner, Instant> exhausted =
          quotas.exhaustedUntil(
              routes.entrySet().stream()
                  .filter(route -> isLimited(route.getKey(), route.getValue()))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()));
      routes.forEach((owner, route) ->
          known.put(owner, find(owner, route, () -> Optional.ofNullable(exhausted.get(owner)))));
    }

    /** What keeps an owner's messages from being sent. */
    Optional<Obstacle> of(MailOwner owner) {
      return known.computeIfAbsent(
          owner, asked -> find(asked, servers.resolve(asked), () -> quotas.exhaustedUntil(asked)));
    }

    private static boolean isLimited(MailOwner owner, MailRoute route) {
      return MailOwner.SYSTEM.equals(route.server()) && !owner.equals(MailOwner.SYSTEM);
    }

    private Optional<Obstacle> find(
        MailOwner owner, MailRoute route, Supplier<Optional<Instant>> exhaustedUntil) {
      MailOwner server = route.server();
      if (route.reason() != null || server == null) {
        return Optional.of(
            new Obstacle(WaitingReason.valueOf(String.valueOf(route.reason())), null, null));
      }
      ServerHealth health = paused.obtain().get(server);
      if (health != null) {
        return Optional.of(
            new Obstacle(WaitingReason.SERVER_PAUSED, health.pausedUntil(), health.failure()));
      }
      return isLimited(owner, route)
          ? exhaustedUntil.get().map(until -> new Obstacle(WaitingReason.OVER_QUOTA, until, null))
          : Optional.empty();
    }

    /** The servers through which nothing is sent at the moment. */
    Set<String> serverKeys() {
      return Stream.concat(
              paused.obtain().keySet().stream().map(MailOwner::key), Stream.of(ClaimKey.NOWHERE))
          .collect(Collectors.toSet());
    }

    /** The tenants whose messages wait for the next minute or day. */
    Set<String> overQuota() {
      return quotas.exhausted().stream().map(MailOwner::key).collect(Collectors.toSet());
    }
  }
}

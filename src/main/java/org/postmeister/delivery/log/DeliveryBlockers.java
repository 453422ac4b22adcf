package org.postmeister.delivery.log;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Failure;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.DeliveryTaskKey;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What keeps messages from leaving, whatever became of them before. */
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

  /** As they are at this moment, for as many messages as one look needs. */
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
   * @param until when it is over; null if somebody has to do something first
   * @param failure why a server is paused, null if it is something else
   */
  record Obstacle(WaitingReason reason, @Nullable Instant until, @Nullable Failure failure) {}

  /** One moment. */
  final class Now {

    // Nobody asks for messages that have ended.
    private final SingletonSupplier<Map<MailOwner, ServerHealth>> paused;
    private final Map<MailOwner, Optional<Obstacle>> known = new HashMap<>();

    private Now(SingletonSupplier<Map<MailOwner, ServerHealth>> paused) {
      this.paused = paused;
    }

    /** What keeps messages of an owner from leaving. */
    Optional<Obstacle> of(MailOwner owner) {
      return known.computeIfAbsent(owner, this::find);
    }

    private Optional<Obstacle> find(MailOwner owner) {
      SendingServerResolver.ResolvedServer resolved = servers.resolve(owner);
      MailOwner server = resolved.server();
      if (resolved.reason() != null || server == null) {
        return Optional.of(
            new Obstacle(WaitingReason.valueOf(String.valueOf(resolved.reason())), null, null));
      }
      ServerHealth health = paused.obtain().get(server);
      if (health != null) {
        return Optional.of(
            new Obstacle(WaitingReason.SERVER_PAUSED, health.pausedUntil(), health.failure()));
      }
      return server.equals(MailOwner.SYSTEM) && !owner.equals(MailOwner.SYSTEM)
          ? quotas
              .exhaustedUntil(owner)
              .map(until -> new Obstacle(WaitingReason.OVER_QUOTA, until, null))
          : Optional.empty();
    }

    /** The lanes in which nothing moves. */
    Set<String> lanes() {
      return Stream.concat(
              paused.obtain().keySet().stream().map(MailOwner::key),
              Stream.of(DeliveryTaskKey.NOWHERE))
          .collect(Collectors.toSet());
    }

    /** The tenants whose messages wait for another minute or day. */
    Set<String> overQuota() {
      return quotas.exhausted().stream().map(MailOwner::key).collect(Collectors.toSet());
    }
  }
}

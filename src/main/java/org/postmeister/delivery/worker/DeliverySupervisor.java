package org.postmeister.delivery.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postmeister.delivery.server.ServerHealths;
import org.postmeister.delivery.store.ClaimKey;
import org.postmeister.delivery.store.SendingQuotas;
import org.postmeister.delivery.store.UnsentMessages;
import org.postmeister.delivery.store.WaitingMessages;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes sure that every message waits for the right server and that due messages are sent, whatever
 * happened to the node that accepted them.
 */
@Component
class DeliverySupervisor {

  private static final Logger log = LoggerFactory.getLogger(DeliverySupervisor.class);

  private final WaitingMessages messages;
  private final SendingServerResolver servers;
  private final ServerHealths healths;
  private final SendingQuotas quotas;
  private final DeliveryTaskFailures failures;
  private final UnsentMessages unsent;
  private final Clock clock;

  DeliverySupervisor(
      WaitingMessages messages,
      SendingServerResolver servers,
      ServerHealths healths,
      SendingQuotas quotas,
      DeliveryTaskFailures failures,
      UnsentMessages unsent,
      Clock clock) {
    this.messages = messages;
    this.servers = servers;
    this.healths = healths;
    this.quotas = quotas;
    this.failures = failures;
    this.unsent = unsent;
    this.clock = clock;
  }

  /**
   * @param start called with each server whose mail should be sent
   */
  void look(Consumer<MailOwner> start) {
    Instant now = clock.instant();
    try {
      unsent.endExpired();
    } catch (DataAccessException e) {
      // Others may be ending them at this moment; sending does not wait for that.
      log.info("Expired messages are ended later: {}", e.getMessage());
    }
    Set<String> paused =
        healths.paused(now).stream().map(MailOwner::key).collect(Collectors.toSet());
    Set<MailOwner> waitingForQuota = quotas.exhausted();
    Set<String> due = new HashSet<>();
    List<WaitingMessages.Waiting> all = messages.waiting();
    failures.onlyOf(
        all.stream().map(waiting -> new MailOwner(waiting.serverKey())).collect(Collectors.toSet()),
        all.stream().map(WaitingMessages.Waiting::owner).collect(Collectors.toSet()));
    Map<MailOwner, MailRoute> resolved =
        servers.resolveAll(
            all.stream().map(WaitingMessages.Waiting::owner).collect(Collectors.toSet()));
    for (WaitingMessages.Waiting waiting : all) {
      try {
        MailRoute known = resolved.get(waiting.owner());
        MailOwner server = (known == null ? servers.resolve(waiting.owner()) : known).server();
        String serverKey = ClaimKey.serverKeyOf(server);
        if (!Objects.equals(serverKey, waiting.serverKey())) {
          messages.move(waiting.owner(), waiting.serverKey(), serverKey);
        }
        boolean mayGo =
            !paused.contains(serverKey)
                && !(MailOwner.SYSTEM.equals(server) && waitingForQuota.contains(waiting.owner()));
        boolean stays =
            MailOwner.SYSTEM.key().equals(waiting.serverKey())
                && server != null
                && !MailOwner.SYSTEM.equals(server);
        if (stays && !paused.contains(waiting.serverKey()) && !waiting.firstDue().isAfter(now)) {
          // Confidential messages are not moved.
          due.add(waiting.serverKey());
        }
        if (server != null && !waiting.firstDue().isAfter(now) && mayGo) {
          due.add(serverKey);
        }
        failures.settingsSucceeded(waiting.owner());
      } catch (IllegalArgumentException | IllegalStateException e) {
        // Odd settings of one tenant must not hold up the mail of others.
        failures.settingsFailed(waiting.owner(), e);
      }
    }
    due.forEach(serverKey -> start.accept(new MailOwner(serverKey)));
    // What a delivery task has left behind, it resumes when it runs.
    messages.working().forEach(start);
  }
}

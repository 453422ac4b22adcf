package org.postmeister.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.SendingServers;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Sends messages that a lane has taken over one connection, with no transaction open, and stores
 * the results in small groups.
 */
@Component
class BatchSender {

  private static final Logger log = LoggerFactory.getLogger(BatchSender.class);

  private static final int SUSPECTED_IN_A_ROW = 3;
  private static final long OCTETS_AT_ONCE = 2_000_000;

  private final Claims claims;
  private final AttemptResults results;
  private final Bodies bodies;
  private final SendingServers servers;
  private final ServerHealths healths;
  private final LaneSending sending;
  private final Storage storage;
  private final DeliveryProperties properties;
  private final DeliveryMetrics metrics;
  private final Clock clock;

  BatchSender(
      Claims claims,
      AttemptResults results,
      Bodies bodies,
      SendingServers servers,
      ServerHealths healths,
      LaneSending sending,
      Storage storage,
      DeliveryProperties properties,
      DeliveryMetrics metrics,
      Clock clock) {
    this.claims = claims;
    this.results = results;
    this.bodies = bodies;
    this.servers = servers;
    this.healths = healths;
    this.sending = sending;
    this.storage = storage;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Begins the work of a lane.
   *
   * @param stopping whether this node is going down
   */
  Work begin(LaneKey lane, BooleanSupplier stopping) {
    return new Work(lane, stopping);
  }

  /** One lane, batch after batch. */
  final class Work {

    private final LaneKey lane;
    private final BooleanSupplier stopping;
    private int suspected;
    private boolean superseded;

    private Work(LaneKey lane, BooleanSupplier stopping) {
      this.lane = lane;
      this.stopping = stopping;
    }

    /** Whether another node has taken over what this lane had taken. */
    boolean isSuperseded() {
      return superseded;
    }

    /**
     * Sends as many of the messages as the server takes, and gives the others back.
     *
     * @param claim that they were taken with
     * @param since a moment before they were taken
     */
    void send(SendingServer server, String claim, List<ClaimedMessage> messages, Instant since)
        throws InterruptedException {
      new Batch(this, server, claim, messages, since).send();
    }
  }

  /** Messages that were taken together. */
  private final class Batch {

    private final Work work;
    private final SendingServer server;
    private final String claim;
    private final List<ClaimedMessage> messages;
    private final Instant end;
    private final List<AttemptResult> unrecorded = new ArrayList<>();
    private final Map<Owner, String> lanes = new HashMap<>();
    private boolean delivered;

    Batch(
        Work work,
        SendingServer server,
        String claim,
        List<ClaimedMessage> messages,
        Instant since) {
      this.work = work;
      this.server = server;
      this.claim = claim;
      this.messages = messages;
      this.end = since.plus(properties.lease());
    }

    void send() throws InterruptedException {
      int done = 0;
      try (LaneSending.Session session = sending.new Session(server)) {
        while (done < messages.size()) {
          List<ClaimedMessage> next = together(done);
          Map<Long, byte[]> contents = bodies.find(next);
          for (ClaimedMessage message : next) {
            if (!mayGoOn(session) || !send(session, message, contents.get(message.id()))) {
              return;
            }
            done++;
          }
        }
      } finally {
        record();
        List<ClaimedMessage> rest = messages.subList(done, messages.size());
        storage.keepTrying(() -> claims.giveBack(work.lane, claim, rest));
      }
    }

    // Not after the claim may be another's: this node may have been standing still.
    private boolean mayGoOn(LaneSending.Session session) {
      return !work.stopping.getAsBoolean()
          && !work.superseded
          && !session.isOutdated()
          && clock.instant().isBefore(end);
    }

    private List<ClaimedMessage> together(int from) {
      long octets = 0;
      int to = from;
      while (to < messages.size() && (to == from || octets < OCTETS_AT_ONCE)) {
        octets += messages.get(to).size();
        to++;
      }
      return messages.subList(from, to);
    }

    /** Whether to go on with the next. */
    private boolean send(
        LaneSending.Session session, ClaimedMessage message, byte @Nullable [] body)
        throws InterruptedException {
      String now = laneOf(message.owner());
      boolean stays = message.confidential() && server.owner().equals(Owner.SYSTEM);
      if (!now.equals(server.owner().key()) && !(stays && !now.equals(LaneKey.NOWHERE))) {
        claims.giveBack(work.lane, claim, List.of(message));
        claims.move(message.owner(), server.owner().key(), now);
        return true;
      }
      return switch (session.send(message, body)) {
        case LaneSending.Outcome.ServerDown down -> {
          storage.keepTrying(() -> results.recordServerFailure(down.result()));
          pause(down.failure());
          yield false;
        }
        case LaneSending.Outcome.Tried tried -> {
          unrecorded.add(tried.result());
          if (unrecorded.size() >= properties.group()) {
            recordGroup();
          }
          work.suspected = tried.serverSuspected() ? work.suspected + 1 : 0;
          if (work.suspected >= SUSPECTED_IN_A_ROW) {
            work.suspected = 0;
            pause(failureOfServer(tried.result()));
            yield false;
          }
          yield true;
        }
      };
    }

    // What people have changed since the message was accepted holds at once.
    private String laneOf(Owner owner) {
      return lanes.computeIfAbsent(
          owner, asked -> LaneKey.laneOf(servers.departure(asked).server()));
    }

    private void pause(ServerFailure failure) throws InterruptedException {
      record();
      // With other settings it would be another server.
      if (servers.find(server.owner()).filter(server::equals).isEmpty()) {
        return;
      }
      healths.failed(server.owner(), failure);
      metrics.paused(server.owner(), failure);
    }

    // One message may make a server break the connection, or be put off for its sender. Three do
    // not. A sender that is refused for good stays so until somebody does something.
    private ServerFailure failureOfServer(AttemptResult result) {
      Failure failure = result.attempt().failure();
      if (failure == null) {
        throw new IllegalStateException("A server is suspected for no reason");
      }
      boolean lasting = failure.code().equals(LaneSending.SENDER_REFUSED_FOR_GOOD);
      return new ServerFailure(failure.toCheckFailure(), lasting, result.attempt().reply());
    }

    private void record() throws InterruptedException {
      recordGroup();
      if (delivered) {
        storage.keepTrying(() -> healths.succeeded(server.owner()));
        delivered = false;
      }
    }

    // What the database does not take of one result is left out of that one; else its message, and
    // all that were tried with it, would be sent again and again.
    private void recordEach(List<AttemptResult> group) throws InterruptedException {
      try {
        store(group);
      } catch (DataIntegrityViolationException e) {
        log.error("The results of {} messages cannot be stored as they are", group.size(), e);
        for (AttemptResult result : group) {
          try {
            store(List.of(result));
          } catch (DataIntegrityViolationException again) {
            store(List.of(result.withoutWords()));
          }
        }
      }
    }

    private void store(List<AttemptResult> group) throws InterruptedException {
      storage.keepTrying(() -> {
        List<AttemptResult> stored = results.record(work.lane, claim, group);
        stored.forEach(metrics::tried);
        work.superseded |= stored.size() < group.size();
      });
    }

    private void recordGroup() throws InterruptedException {
      if (!unrecorded.isEmpty()) {
        List<AttemptResult> group = List.copyOf(unrecorded);
        unrecorded.clear();
        recordEach(group);
        delivered |= group.stream().anyMatch(result -> result.status() == MessageStatus.DELIVERED);
      }
    }
  }
}

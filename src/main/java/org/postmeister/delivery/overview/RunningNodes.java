package org.postmeister.delivery.overview;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.Node;
import org.postmeister.security.RequiresSystemAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The nodes that share the database: each notes every half minute that it is running. */
@Service
public class RunningNodes {

  private static final Logger log = LoggerFactory.getLogger(RunningNodes.class);

  private static final Duration EVERY = Duration.ofSeconds(30);
  // One that missed three times has stopped.
  private static final Duration BELIEVED = EVERY.multipliedBy(3);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Node node;
  private final String version;
  private final boolean background;
  private final Clock clock;
  private final ScheduledExecutorService noting =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("node").factory());

  /**
   * @param background whether this node does anything that nobody has asked it for
   */
  RunningNodes(
      JdbcClient jdbc,
      Node node,
      BuildProperties build,
      @Value("${db-scheduler.enabled:true}") boolean background,
      Clock clock) {
    this.jdbc = jdbc;
    this.node = node;
    this.background = background;
    this.version = String.valueOf(build.getVersion());
    this.clock = clock;
  }

  /** Those that are running now, by name. */
  @RequiresSystemAdmin
  public List<RunningNode> list() {
    return jdbc.sql("SELECT * FROM node WHERE seen_at > ? ORDER BY name")
        .param(UtcTime.toColumn(clock.instant().minus(BELIEVED)))
        .query((row, number) ->
            new RunningNode(
                row.getString("name"), row.getString("version"), UtcTime.of(row, "started_at")))
        .list();
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    if (background) {
      var _ = noting.scheduleWithFixedDelay(this::note, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  void note() {
    Instant now = clock.instant();
    try {
      int updated =
          jdbc.sql("UPDATE node SET seen_at = ? WHERE name = ?")
              .params(UtcTime.toColumn(now), node.name())
              .update();
      if (updated == 0) {
        jdbc.sql("INSERT INTO node (name, version, started_at, seen_at) VALUES (?, ?, ?, ?)")
            .params(node.name(), version, UtcTime.toColumn(now), UtcTime.toColumn(now))
            .update();
      }
      jdbc.sql("DELETE FROM node WHERE seen_at < ?")
          .param(UtcTime.toColumn(now.minus(FORGOTTEN)))
          .update();
    } catch (RuntimeException e) {
      // A task that fails would never run again.
      log.info("This node cannot be noted as running: {}", e.getMessage());
    }
  }

  @PreDestroy
  void stop() {
    noting.shutdownNow();
    try {
      jdbc.sql("DELETE FROM node WHERE name = ?").param(node.name()).update();
    } catch (RuntimeException e) {
      log.debug("This node is forgotten later", e);
    }
  }
}

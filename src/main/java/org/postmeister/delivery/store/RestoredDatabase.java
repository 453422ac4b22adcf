package org.postmeister.delivery.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postmeister.common.error.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notices when a backup has been restored: the database is older then than what this node has
 * stored, as a file in its data directory tells. Messages that wait in it may have left since, and
 * would be sent once more; so the node does not start until somebody has decided about them.
 */
@Component
class RestoredDatabase {

  /** How exact it is. */
  static final Duration EVERY = Duration.ofSeconds(5);

  // A database that does not write each commit through to the disk may have lost a second.
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(RestoredDatabase.class);

  private final LastStored database;
  private final JdbcClient jdbc;
  private final Path file;
  private final boolean background;
  private final Clock clock;
  private final ScheduledExecutorService noting =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("last-stored").factory());

  RestoredDatabase(
      LastStored database,
      JdbcClient jdbc,
      @Value("${postmeister.data-dir}") Path directory,
      @Value("${db-scheduler.enabled:true}") boolean background,
      Clock clock) {
    this.database = database;
    this.jdbc = jdbc;
    this.file = directory.resolve("last-stored");
    this.background = background;
    this.clock = clock;
  }

  /**
   * @throws StartupException if messages wait in a database that is older than what this node knows
   */
  @PostConstruct
  void requireNewest() {
    Optional<Instant> known = known();
    if (known.isPresent() && database.at().isBefore(known.get().minus(TOLERANCE))) {
      long waiting =
          jdbc.sql("SELECT COUNT(*) FROM message WHERE lane IS NOT NULL")
              .query(Long.class)
              .single();
      if (waiting > 0) {
        throw new StartupException(
            "The database is older than what this node stored on "
                + known.get().truncatedTo(ChronoUnit.SECONDS)
                + ": a backup has been restored, and of the "
                + waiting
                + " messages that wait in it some may have been sent already.",
            "Run the command hold-messages once: they end as uncertain, and can be sent again from"
                + " the message log. Then start Postmeister.");
      }
    }
  }

  private Optional<Instant> known() {
    try {
      return Files.exists(file)
          ? Optional.of(Instant.parse(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException | DateTimeParseException e) {
      log.warn("{} cannot be read, so nobody would notice that a backup was restored", file, e);
      return Optional.empty();
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    if (background) {
      var _ = noting.scheduleWithFixedDelay(this::note, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Notes, first in the database and then beside it, that this moment was stored. */
  void note() {
    try {
      Instant now = clock.instant();
      database.note(now);
      Path next = file.resolveSibling("last-stored.new");
      Files.writeString(next, now.toString());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      // A task that fails would never run again; of a database that is away, others tell.
      log.debug("What was stored last cannot be noted", e);
    }
  }

  @PreDestroy
  void stop() {
    noting.shutdownNow();
  }
}

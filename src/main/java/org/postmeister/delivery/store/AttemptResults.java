package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.Attempt;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Stores the results of messages that a delivery task claimed. */
@Repository
public class AttemptResults {

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final DeliveryJson json;
  private final DeliveryCounts counts;
  private final Clock clock;

  AttemptResults(
      JdbcClient jdbc,
      JdbcTemplate batches,
      DeliveryJson json,
      DeliveryCounts counts,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Stores results, unless another delivery task has claimed the message in the meantime.
   *
   * @return those that were stored
   */
  @Transactional
  public List<AttemptResult> record(ClaimKey claimKey, String claim, List<AttemptResult> results) {
    Instant now = clock.instant();
    int[] updated =
        batches.batchUpdate(
            """
            UPDATE message SET status = ?, lane = CASE WHEN ? THEN lane ELSE NULL END,
              due_at = CASE WHEN cancel_requested = TRUE AND ? THEN accepted_at ELSE ? END,
              claim = NULL, first_tried_at = COALESCE(first_tried_at, ?), ended_at = ?,
              attempts = ?, uncertain = ?, handing_over = FALSE, recipients = ?, failure = ?
            WHERE id = ? AND claim = ?
            """,
            results.stream().map(result -> messageUpdate(claim, result, now)).toList());
    List<AttemptResult> stored = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (updated[i] != 0) {
        stored.add(results.get(i));
      }
    }
    addAttempts(stored);
    counts.add(claimKey, stored, now);
    return stored;
  }

  /**
   * Whether another node has claimed the messages in the meantime. A message that is gone, or whose
   * result was already stored, does not count.
   */
  public boolean areTakenOver(String claim, List<AttemptResult> results) {
    return jdbc.sql(
                """
                SELECT COUNT(*) FROM message
                WHERE id IN (:ids) AND claim IS NOT NULL AND claim <> :claim
                """)
            .param("ids", results.stream().map(result -> result.message().id()).toList())
            .param("claim", claim)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Stores that a server could not be used for a message, which keeps waiting for it. */
  @Transactional
  public void recordServerFailure(AttemptResult result) {
    addAttempts(List.of(result));
  }

  private void addAttempts(List<AttemptResult> results) {
    batches.batchUpdate(
        """
        INSERT INTO message_attempt
          (message, at, millis, outcome, via, server, failure, uncertain, of_server, reply, enhanced,
            transcript, node)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        results.stream().map(this::attemptRow).toList());
  }

  private Object[] messageUpdate(String claim, AttemptResult result, Instant now) {
    boolean waits = result.status().isWaiting();
    return new Object[] {
      result.status().name(),
      waits,
      waits,
      result.dueAt() == null ? null : UtcTime.toColumn(result.dueAt()),
      UtcTime.toColumn(result.attempt().at()),
      waits ? null : UtcTime.toColumn(now),
      result.message().attempts() + 1,
      result.uncertain(),
      json.write(result.recipients()),
      json.write(result.attempt().failure()),
      result.message().id(),
      claim
    };
  }

  private Object[] attemptRow(AttemptResult result) {
    Attempt attempt = result.attempt();
    return new Object[] {
      result.message().id(),
      UtcTime.toColumn(attempt.at()),
      Objects.requireNonNull(attempt.duration()).toMillis(),
      attempt.outcome().name(),
      attempt.via().key(),
      attempt.server(),
      json.write(attempt.failure()),
      attempt.uncertain(),
      attempt.ofServer(),
      attempt.reply(),
      attempt.enhancedStatus(),
      json.writeLines(attempt.transcript()),
      attempt.node()
    };
  }
}

package org.postmeister.mailserver.testmail;

import java.util.List;
import org.postmeister.common.storage.StoredEnum;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The outcomes of the latest tests of stored settings. */
@Repository
class TestHistory {

  /** That are kept of each server. */
  static final int KEPT = 10;

  private final JdbcClient jdbc;

  TestHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Newest first. */
  List<TestOutcome> find(MailOwner owner) {
    return jdbc.sql("SELECT * FROM test_history WHERE owner = ? ORDER BY id DESC LIMIT " + KEPT)
        .param(owner.key())
        .query((row, number) ->
            new TestOutcome(
                UtcTime.of(row, "at"),
                StoredEnum.of(SendStep.class, row.getString("step"), null),
                row.getString("code")))
        .list();
  }

  void add(MailOwner owner, TestOutcome outcome) {
    jdbc.sql("INSERT INTO test_history (owner, at, step, code) VALUES (:owner, :at, :step, :code)")
        .param("owner", owner.key())
        .param("at", UtcTime.toColumn(outcome.at()))
        .param("step", outcome.step() == null ? null : outcome.step().name())
        .param("code", outcome.code())
        .update();
    jdbc.sql("SELECT id FROM test_history WHERE owner = ? ORDER BY id DESC LIMIT 1 OFFSET " + KEPT)
        .param(owner.key())
        .query(Long.class)
        .optional()
        .ifPresent(oldest ->
            jdbc.sql("DELETE FROM test_history WHERE owner = ? AND id <= ?")
                .params(owner.key(), oldest)
                .update());
  }

  void delete(MailOwner owner) {
    jdbc.sql("DELETE FROM test_history WHERE owner = ?").param(owner.key()).update();
  }
}

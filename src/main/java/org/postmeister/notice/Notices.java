package org.postmeister.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Stores notices, and which kinds of them are mailed. */
@Repository
class Notices {

  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Notices(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores a notice, unless it is known.
   *
   * @param stage distinguishes it from others of the same kind about the same subject
   */
  void add(NoticeKind kind, MailOwner about, String stage, Notice.Details details) {
    jdbc.sql(
            """
            INSERT IGNORE INTO notice (kind, about, stage, details, occurred_at, state)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .params(
            kind.name(),
            about.key(),
            stage,
            json.writeValueAsString(details),
            UtcTime.toColumn(clock.instant()),
            NoticeState.WAITING.name())
        .update();
  }

  /**
   * One that may be known.
   *
   * @param stage as for {@link #add}
   */
  record Found(MailOwner about, String stage, Notice.Details details) {}

  /** Stores those that are not known: mostly all are, which one statement tells. */
  void addAll(NoticeKind kind, List<Found> found) {
    if (found.isEmpty()) {
      return;
    }
    record Known(String about, String stage) {}
    Set<Known> known =
        jdbc.sql(
                """
                SELECT about, stage FROM notice
                WHERE kind = :kind AND about IN (:abouts) AND stage IN (:stages)
                """)
            .param("kind", kind.name())
            .param("abouts", found.stream().map(one -> one.about().key()).distinct().toList())
            .param("stages", found.stream().map(Found::stage).distinct().toList())
            .query((row, number) -> new Known(row.getString("about"), row.getString("stage")))
            .set();
    found.stream()
        .filter(one -> !known.contains(new Known(one.about().key(), one.stage())))
        .forEach(one -> add(kind, one.about(), one.stage(), one.details()));
  }

  /** Newest first. */
  List<Notice> latest(int limit) {
    return jdbc
        .sql("SELECT * FROM notice ORDER BY id DESC LIMIT ?")
        .param(limit)
        .query((row, number) -> notice(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Those about which no mail could be sent yet, oldest first. */
  List<Notice> waiting() {
    return jdbc
        .sql("SELECT * FROM notice WHERE state = ? ORDER BY id")
        .param(NoticeState.WAITING.name())
        .query((row, number) -> notice(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Servers that could not be used at the last check. */
  List<Notice> unhealthy() {
    return jdbc
        .sql("SELECT * FROM notice WHERE kind = ? AND ended_at IS NULL ORDER BY id")
        .param(NoticeKind.SERVER_UNHEALTHY.name())
        .query((row, number) -> notice(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void end(Notice notice) {
    jdbc.sql("UPDATE notice SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
        .params(UtcTime.toColumn(clock.instant()), notice.id())
        .update();
  }

  /**
   * @param message the first mail about it
   */
  void setMailed(Notice notice, long message) {
    jdbc.sql("UPDATE notice SET state = ?, mailed_at = ?, message = ? WHERE id = ?")
        .params(NoticeState.SENT.name(), UtcTime.toColumn(clock.instant()), message, notice.id())
        .update();
  }

  /** No mail is sent about it, for this reason. */
  void setUnmailed(Notice notice, NoticeState why) {
    jdbc.sql("UPDATE notice SET state = ? WHERE id = ?").params(why.name(), notice.id()).update();
  }

  void deleteBefore(Instant end) {
    jdbc.sql("DELETE FROM notice WHERE occurred_at < ? AND state <> ?")
        .params(UtcTime.toColumn(end), NoticeState.WAITING.name())
        .update();
  }

  Set<NoticeKind> switchedOff() {
    Set<NoticeKind> off = EnumSet.noneOf(NoticeKind.class);
    jdbc.sql("SELECT kind FROM notice_switch WHERE enabled = FALSE")
        .query((row, number) -> row.getString("kind"))
        .list()
        .forEach(name ->
            Arrays.stream(NoticeKind.values())
                .filter(kind -> kind.name().equals(name))
                .forEach(off::add));
    return off;
  }

  void switchTo(NoticeKind kind, boolean enabled) {
    int updated =
        jdbc.sql("UPDATE notice_switch SET enabled = ? WHERE kind = ?")
            .params(enabled, kind.name())
            .update();
    if (updated == 0) {
      jdbc.sql("INSERT IGNORE INTO notice_switch (kind, enabled) VALUES (?, ?)")
          .params(kind.name(), enabled)
          .update();
    }
  }

  @EventListener
  void on(TenantDeleted deleted) {
    jdbc.sql("DELETE FROM notice WHERE about = ?").param(MailOwner.of(deleted.id()).key()).update();
  }

  // A notice that cannot be read, for example one stored by another version, must not hide the
  // others.
  private Optional<Notice> notice(ResultSet row) throws SQLException {
    try {
      return Optional.of(readable(row));
    } catch (IllegalArgumentException | JacksonException e) {
      log.warn("Notice {} cannot be read", row.getLong("id"), e);
      return Optional.empty();
    }
  }

  private Notice readable(ResultSet row) throws SQLException {
    return new Notice(
        row.getLong("id"),
        NoticeKind.valueOf(row.getString("kind")),
        new MailOwner(row.getString("about")),
        json.readValue(row.getString("details"), Notice.Details.class),
        UtcTime.of(row, "occurred_at"),
        UtcTime.find(row, "ended_at"),
        NoticeState.valueOf(row.getString("state")),
        UtcTime.find(row, "mailed_at"),
        row.getObject("message", Long.class));
  }
}

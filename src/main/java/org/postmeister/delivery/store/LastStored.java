package org.postmeister.delivery.store;

import java.time.Instant;
import org.postmeister.common.storage.UtcTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When something was stored last, as the database itself says. */
@Repository
public class LastStored {

  private final JdbcClient jdbc;

  LastStored(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Instant at() {
    return jdbc.sql("SELECT stored_at FROM last_stored")
        .query((row, number) -> UtcTime.of(row, "stored_at"))
        .single();
  }

  /** Notes a moment, unless a later one is noted. */
  public void note(Instant now) {
    jdbc.sql("UPDATE last_stored SET stored_at = :now WHERE stored_at < :now")
        .param("now", UtcTime.toColumn(now))
        .update();
  }
}

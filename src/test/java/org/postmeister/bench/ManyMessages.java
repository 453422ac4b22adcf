package org.postmeister.bench;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills the message log of MariaDB, two messages a second up to now: delivered, but for one of a
 * thousand, which was refused.
 */
final class ManyMessages {

  private static final int AT_ONCE = 250_000;

  private final JdbcTemplate jdbc;

  ManyMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds messages with the numbers from 1 on.
   *
   * @param owner SQL for whose a message is, from its number {@code seq}
   */
  void fill(int count, String owner) {
    jdbc.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    for (int first = 1; first <= count; first += AT_ONCE) {
      jdbc.update(
          """
          INSERT INTO message (id, owner, lane, status, due_at, accepted_at, first_tried_at,
            ended_at, attempts, message_id, subject, recipients, size, smtp_utf8)
          SELECT seq, %s, NULL, IF(seq MOD 1000 = 2, 'REFUSED', 'DELIVERED'),
            NULL, TIMESTAMPADD(SECOND, (seq - ?) / 2, UTC_TIMESTAMP()),
            TIMESTAMPADD(SECOND, (seq - ?) / 2, UTC_TIMESTAMP()),
            TIMESTAMPADD(SECOND, (seq - ?) / 2, UTC_TIMESTAMP()), 1,
            CONCAT('<', MD5(seq), '@example.com>'), CONCAT('Your order number ', seq MOD 100, 'x'),
            CONCAT('[{"address":"person', seq, '@example.org","kind":"TO","status":"DELIVERED"}]'),
            2345, FALSE
          FROM (SELECT CAST(seq AS SIGNED) + %d AS seq FROM seq_0_to_%d) AS some_numbers
          """
              .formatted(owner, first, Math.min(AT_ONCE, count - first + 1) - 1),
          count,
          count,
          count);
      index(first, first + AT_ONCE);
    }
    jdbc.execute("ANALYZE TABLE message");
    jdbc.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  }

  // Not in one transaction, which would take the database as much space once more.
  private void index(int from, int before) {
    jdbc.update(
        """
        INSERT INTO message_search (message, owner, text)
        SELECT id, owner, CONCAT(LOWER(subject), '\\n', JSON_VALUE(recipients, '$[0].address'))
        FROM message WHERE id >= ? AND id < ? ORDER BY id
        """,
        from,
        before);
    jdbc.update(
        """
        INSERT INTO message_recipient (address_hash, message)
        SELECT CONV(LEFT(SHA2(JSON_VALUE(recipients, '$[0].address'), 256), 16), 16, -10), id
        FROM message WHERE id >= ? AND id < ?
        """,
        from,
        before);
  }

  /** Counts them as they would have been counted when they ended. */
  void count() {
    jdbc.update(
        """
        INSERT INTO delivery_count (owner, begins_at, lane, delivered, deferred, refused)
        SELECT owner, DATE_FORMAT(ended_at, '%Y-%m-%d %H:00:00'), 0, SUM(status = 'DELIVERED'), 0,
          SUM(status = 'REFUSED')
        FROM message WHERE ended_at IS NOT NULL GROUP BY 1, 2
        """);
    jdbc.execute("ANALYZE TABLE delivery_count");
  }

  /**
   * Lets messages wait for servers that are paused.
   *
   * @param servers how many, of tenants that have one
   * @param each how many of the newest messages wait for each; they become the server's tenant's
   */
  void pause(int servers, int each) {
    jdbc.update(
        """
        INSERT INTO server_health (owner, since, failures, paused_until, failure, reply)
        SELECT owner, TIMESTAMPADD(HOUR, -2, UTC_TIMESTAMP()), 9,
          TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP()),
          CONCAT('{"step": "CONNECT", "code": "connection_refused", "arguments": [{"value": "',
            host, '", "date": false}, {"value": "25", "date": false}]}'), NULL
        FROM mail_server WHERE owner <> 'system' ORDER BY owner LIMIT ?
        """,
        servers);
    jdbc.update(
        """
        UPDATE message m
        JOIN (SELECT owner, ROW_NUMBER() OVER (ORDER BY owner) - 1 AS number FROM server_health) h
          ON h.number = (m.id DIV 10) MOD ?
        SET m.owner = h.owner, m.lane = h.owner, m.status = 'DEFERRED', m.ended_at = NULL,
          m.due_at = TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP())
        WHERE m.id MOD 10 = 7 AND m.id > (SELECT newest FROM (SELECT MAX(id) AS newest FROM message) n) - ?
        """,
        servers,
        10 * servers * each);
    jdbc.execute("ANALYZE TABLE message");
  }
}

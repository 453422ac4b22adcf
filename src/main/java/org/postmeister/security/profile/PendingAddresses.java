package org.postmeister.security.profile;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.account.Account;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one address that an account may be waiting for; a new one replaces the old. */
@Repository
class PendingAddresses {

  private final JdbcClient jdbc;
  private final Clock clock;

  PendingAddresses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Empty if there is none, or it is no longer valid. */
  Optional<PendingAddress> find(Account account) {
    return jdbc.sql(
            """
            SELECT email, token_hash, credentials_version, expires_at FROM pending_address
            WHERE account_id = ? AND credentials_version = ? AND expires_at > ?
            """)
        .params(account.id(), account.credentialsVersion(), UtcTime.toColumn(clock.instant()))
        .query((row, number) ->
            new PendingAddress(
                EmailAddress.of(row.getString("email")),
                row.getString("token_hash"),
                row.getInt("credentials_version"),
                UtcTime.of(row, "expires_at")))
        .optional();
  }

  void put(UUID account, PendingAddress pending) {
    delete(account);
    jdbc.sql(
            """
            INSERT INTO pending_address
              (account_id, email, token_hash, credentials_version, expires_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            account,
            pending.address().toString(),
            pending.tokenHash(),
            pending.credentialsVersion(),
            UtcTime.toColumn(pending.expiresAt()))
        .update();
  }

  boolean delete(UUID account) {
    return jdbc.sql("DELETE FROM pending_address WHERE account_id = ?").param(account).update() > 0;
  }
}

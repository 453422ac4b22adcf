package org.postmeister.mailserver.server;

import java.time.LocalDate;
import java.util.List;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Client secrets that have to be replaced, for the notice module. */
@Component
public class ExpiringSecrets {

  private final JdbcClient jdbc;

  ExpiringSecrets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A server whose secret is valid until the end of that day. */
  public record Expiring(MailOwner owner, LocalDate lastDay) {}

  /** Those of enabled servers that should be replaced, until the day after they expire. */
  // Asked for all the time: the days come first, since they alone are in an index.
  public List<Expiring> find(LocalDate today) {
    return jdbc.sql(
            """
            SELECT owner, client_secret_expires_on FROM mail_server
            WHERE client_secret_expires_on >= ? AND client_secret_expires_on < ?
              AND enabled = TRUE AND authentication_mode IN (?, ?)
            ORDER BY client_secret_expires_on, owner
            """)
        .params(
            today.minusDays(1),
            AppRegistration.firstWithoutWarning(today),
            AuthenticationMode.MICROSOFT_GRAPH.name(),
            AuthenticationMode.SMTP_OAUTH2.name())
        .query((row, number) ->
            new Expiring(
                new MailOwner(row.getString("owner")),
                row.getObject("client_secret_expires_on", LocalDate.class)))
        .list();
  }
}

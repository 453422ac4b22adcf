package org.postmeister.systemmail;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The texts of mails: a tenant's own take precedence over the system's, and these over the
 * defaults.
 */
@Repository
class MailTexts {

  private static final Map<String, MailText> DEFAULTS = new ConcurrentHashMap<>();

  private final JdbcClient jdbc;
  private final Clock clock;

  MailTexts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A customized text. */
  record Own(MailText text, long revision) {}

  /** The text that applies. */
  MailText effective(MailOwner owner, MailKind kind, Locale language) {
    return find(owner, kind, language)
        .or(() ->
            owner.equals(MailOwner.SYSTEM)
                ? Optional.empty()
                : find(MailOwner.SYSTEM, kind, language))
        .map(Own::text)
        .filter(text -> MailText.keepsSecrets(kind, text))
        .orElseGet(() -> original(kind, language));
  }

  Optional<Own> find(MailOwner owner, MailKind kind, Locale language) {
    return jdbc.sql(
            """
            SELECT subject, body, revision FROM mail_text
            WHERE owner = ? AND kind = ? AND language = ?
            """)
        .params(owner.key(), kind.name(), language.getLanguage())
        .query((row, number) ->
            new Own(
                new MailText(row.getString("subject"), row.getString("body")),
                row.getLong("revision")))
        .optional();
  }

  /**
   * Stores a text in place of the one that the user has seen.
   *
   * @param seenRevision 0 if there was none
   * @return false if it has changed in the meantime
   */
  boolean save(MailOwner owner, MailKind kind, Locale language, MailText text, long seenRevision) {
    int stored =
        seenRevision == 0
            ? jdbc.sql(
                    """
                    INSERT IGNORE INTO mail_text
                      (owner, kind, language, subject, body, changed_at, revision)
                    VALUES (?, ?, ?, ?, ?, ?, 1)
                    """)
                .params(
                    owner.key(),
                    kind.name(),
                    language.getLanguage(),
                    text.subject(),
                    text.body(),
                    UtcTime.toColumn(clock.instant()))
                .update()
            : jdbc.sql(
                    """
                    UPDATE mail_text
                    SET subject = ?, body = ?, changed_at = ?, revision = revision + 1
                    WHERE owner = ? AND kind = ? AND language = ? AND revision = ?
                    """)
                .params(
                    text.subject(),
                    text.body(),
                    UtcTime.toColumn(clock.instant()),
                    owner.key(),
                    kind.name(),
                    language.getLanguage(),
                    seenRevision)
                .update();
    return stored > 0;
  }

  boolean delete(MailOwner owner, MailKind kind, Locale language) {
    return jdbc.sql("DELETE FROM mail_text WHERE owner = ? AND kind = ? AND language = ?")
            .params(owner.key(), kind.name(), language.getLanguage())
            .update()
        > 0;
  }

  /** The default text. */
  static MailText original(MailKind kind, Locale language) {
    String name =
        "mail/"
            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "_"
            + language.getLanguage()
            + ".md";
    return DEFAULTS.computeIfAbsent(
        name,
        resource -> {
          String[] parts = MailWriter.read(resource).split("\n\n", 2);
          return MailText.of(kind, parts[0], parts[1]);
        });
  }

  @EventListener
  void on(TenantDeleted deleted) {
    jdbc.sql("DELETE FROM mail_text WHERE owner = ?")
        .param(MailOwner.of(deleted.id()).key())
        .update();
  }
}

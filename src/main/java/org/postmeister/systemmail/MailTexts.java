package org.postmeister.systemmail;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  /**
   * What an owner's text can come from.
   *
   * @param own the owner's own, null if there is none
   * @param system what is customized for the system, null if nothing is or it is the owner
   */
  record Sources(MailKind kind, Locale language, @Nullable Own own, @Nullable Own system) {

    /** The text that applies. */
    MailText effective() {
      return own == null ? withoutOwn() : harmless(own.text());
    }

    /** The text that applies without the owner's own. */
    MailText withoutOwn() {
      return system == null ? original() : harmless(system.text());
    }

    MailText original() {
      return MailTexts.original(kind, language);
    }

    private MailText harmless(MailText text) {
      return MailText.keepsSecrets(kind, text) ? text : original();
    }
  }

  /** The text that applies. */
  MailText effective(MailOwner owner, MailKind kind, Locale language) {
    return find(owner, kind, language).effective();
  }

  Sources find(MailOwner owner, MailKind kind, Locale language) {
    Map<String, Own> found =
        jdbc
            .sql(
                """
                SELECT owner, subject, body, revision FROM mail_text
                WHERE owner IN (?, ?) AND kind = ? AND language = ?
                """)
            .params(owner.key(), MailOwner.SYSTEM.key(), kind.name(), language.getLanguage())
            .query((row, number) ->
                Map.entry(
                    row.getString("owner"),
                    new Own(
                        new MailText(row.getString("subject"), row.getString("body")),
                        row.getLong("revision"))))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Sources(
        kind,
        language,
        found.get(owner.key()),
        owner.equals(MailOwner.SYSTEM) ? null : found.get(MailOwner.SYSTEM.key()));
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

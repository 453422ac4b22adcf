package org.postmeister.systemmail;

import java.util.ArrayList;
import java.util.List;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;

/**
 * The text of a mail, before its placeholders are filled in: Mustache for these, Markdown
 * (CommonMark) for everything else.
 *
 * @param subject one line; Mustache only
 */
public record MailText(String subject, String body) {

  /**
   * Parses what a user typed.
   *
   * @throws ValidationFailedException if it cannot be rendered, refers to something that this mail
   *     does not have, or lacks what the mail is for; says where
   */
  public static MailText of(MailKind kind, String subject, String body) {
    List<FieldViolation> violations = new ArrayList<>();
    MailTextCheck line = MailTextCheck.ofSubject(kind, subject, violations);
    MailTextCheck text = MailTextCheck.ofBody(kind, body, violations);
    if (violations.isEmpty()) {
      kind.missingFrom(text.used())
          .map(name -> FieldViolation.of("body", "placeholder_missing", "{{" + name + "}}"))
          .forEach(violations::add);
    }
    ValidationFailedException.throwIfAny(violations);
    return new MailText(line.text(), text.text());
  }

  /**
   * Whether today's rules accept a stored text as far as secrets are concerned: it may have been
   * stored under earlier ones.
   */
  static boolean keepsSecrets(MailKind kind, MailText text) {
    return kind.secrets().stream()
        .allMatch(name ->
            MailTextCheck.notAlone(name, text.body()).isEmpty()
                && MailMarkup.of(text.body()).destinations().stream()
                    .allMatch(MailTextCheck::leadsToOnePlace));
  }
}

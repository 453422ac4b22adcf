package org.postmeister.systemmail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;

/**
 * The text of a mail, before its placeholders are filled in: Mustache for these, Markdown
 * (CommonMark) for everything else.
 *
 * @param subject one line; Mustache only
 */
public record MailText(String subject, String body) {

  private static final Pattern WHOLE = Pattern.compile("\\{\\{\\s*\\w+\\s*}}");
  private static final Pattern NAME = Pattern.compile("\\w+");
  // Partials would be other texts; unescaped values could be anything.
  private static final Pattern FORBIDDEN = Pattern.compile("\\{\\{\\{|\\{\\{\\s*[>&=<$]");

  /**
   * Parses what a user typed.
   *
   * @throws ValidationFailedException if it cannot be rendered, refers to something that this mail
   *     does not have, or lacks what the mail is for
   */
  public static MailText of(MailKind kind, String subject, String body) {
    List<FieldViolation> violations = new ArrayList<>();
    String line = check(kind, "subject", subject, new HashSet<>(), violations);
    Set<String> used = new HashSet<>();
    String text = check(kind, "body", body, used, violations);
    if (violations.isEmpty()) {
      kind.missingFrom(used)
          .map(name -> FieldViolation.of("body", "placeholder_missing", "{{" + name + "}}"))
          .forEach(violations::add);
    }
    ValidationFailedException.throwIfAny(violations);
    return new MailText(line, text);
  }

  private static String check(
      MailKind kind, String field, String raw, Set<String> used, List<FieldViolation> violations) {
    try {
      String text =
          field.equals("subject") ? SingleLine.of(raw).value() : new LongText(raw).value();
      Set<String> names = FORBIDDEN.matcher(text).find() ? Set.of("{") : namesIn(text);
      if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
        violations.add(FieldViolation.of(field, "placeholder_syntax"));
      } else {
        used.addAll(names);
        String unknown =
            used.stream()
                .filter(name -> !kind.placeholders().contains(name))
                .sorted()
                .map(name -> "{{" + name + "}}")
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
          violations.add(FieldViolation.of(field, "placeholder_unknown", unknown));
        }
        checkPlaces(kind, field, text, names, violations);
      }
      return text;
    } catch (InvalidValueException e) {
      violations.add(FieldViolation.of(field, e));
    } catch (MustacheException e) {
      violations.add(FieldViolation.of(field, "placeholder_syntax"));
    }
    return raw;
  }

  // A subject is stored and shown as it is, on one line; images would be loaded from elsewhere.
  private static void checkPlaces(
      MailKind kind,
      String field,
      String text,
      Set<String> names,
      List<FieldViolation> violations) {
    if (field.equals("subject")) {
      kind.required().stream()
          .filter(names::contains)
          .map(name -> FieldViolation.of(field, "placeholder_not_here", "{{" + name + "}}"))
          .forEach(violations::add);
      return;
    }
    if (!kind.secrets().stream().allMatch(name -> standsAlone(name, text))) {
      violations.add(FieldViolation.of(field, "placeholder_not_alone"));
    }
    MailMarkup markup = MailMarkup.of(text);
    if (markup.hasImages()) {
      violations.add(FieldViolation.of(field, "no_images"));
    }
    if (markup.code().stream().anyMatch(code -> code.contains("{{"))) {
      violations.add(FieldViolation.of(field, "placeholder_in_code"));
    }
    if (markup.destinations().stream()
        .anyMatch(to -> to.contains("{") && !WHOLE.matcher(to).matches())) {
      violations.add(FieldViolation.of(field, "placeholder_in_link"));
    }
  }

  /**
   * Whether today's rules accept a stored text as far as secrets are concerned: it may have been
   * stored under earlier ones.
   */
  static boolean keepsSecrets(MailKind kind, MailText text) {
    return kind.secrets().stream()
        .allMatch(name ->
            standsAlone(name, text.body())
                && MailMarkup.of(text.body()).destinations().stream()
                    .allMatch(to -> !to.contains("{") || WHOLE.matcher(to).matches()));
  }

  // As part of another URL, a mail client would make one link of both, and whoever follows it would
  // carry the secret there.
  private static boolean standsAlone(String name, String text) {
    Matcher place = Pattern.compile("\\{\\{\\s*" + name + "\\s*}}").matcher(text);
    while (place.find()) {
      String before = text.substring(0, place.start());
      String after = text.substring(place.end());
      boolean destination = before.endsWith("](") && after.startsWith(")");
      boolean blanks =
          (before.isEmpty() || Character.isWhitespace(before.charAt(before.length() - 1)))
              && (after.isEmpty() || Character.isWhitespace(after.charAt(0)));
      if (!destination && !blanks) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> namesIn(String text) {
    Template template = Mustache.compiler().compile(text);
    Set<String> names = new HashSet<>();
    template.visit(new Names(names));
    return names;
  }

  private record Names(Set<String> found) implements Mustache.Visitor {

    @Override
    public void visitText(String text) {
      // Half a placeholder counts as text.
      if (text.contains("{{") || text.contains("}}")) {
        found.add(text);
      }
    }

    @Override
    public void visitVariable(String name) {
      found.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      found.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      found.add(name);
      return true;
    }
  }
}

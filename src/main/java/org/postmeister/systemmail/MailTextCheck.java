package org.postmeister.systemmail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;

/** Checks one field of a mail's text, and says of everything that is wrong where it stands. */
final class MailTextCheck {

  private static final Pattern WHOLE = Pattern.compile("\\{\\{\\s*\\w+\\s*}}");
  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final Pattern TAG =
      Pattern.compile("\\{\\{\\s*(?:(?<sign>[#^/]?)\\s*(?<name>\\w+)\\s*|![^}]*)}}");
  private static final Pattern HALF = Pattern.compile("\\{\\{|}}");
  // Partials would be other texts; unescaped values could be anything.
  private static final Pattern FORBIDDEN = Pattern.compile("\\{\\{\\{|\\{\\{\\s*[>&=<$]");

  private final MailKind kind;
  private final String field;
  private final List<FieldViolation> violations;
  private final Set<String> used = new HashSet<>();
  private String text;
  private TextPlaces places;

  private MailTextCheck(MailKind kind, String field, String raw, List<FieldViolation> violations) {
    this.kind = kind;
    this.field = field;
    this.violations = violations;
    this.text = raw;
    this.places = TextPlaces.of(field, raw, raw);
  }

  static MailTextCheck ofSubject(MailKind kind, String raw, List<FieldViolation> violations) {
    MailTextCheck check = new MailTextCheck(kind, "subject", raw, violations);
    try {
      check.read(raw, SingleLine.of(raw).value());
      // A subject is stored and shown as it is, on one line.
      kind.required().stream()
          .filter(check.used::contains)
          .sorted()
          .forEach(name -> check.refuse("placeholder_not_here", check.tagOf(name), tag(name)));
    } catch (InvalidValueException e) {
      violations.add(FieldViolation.of("subject", e));
    }
    return check;
  }

  static MailTextCheck ofBody(MailKind kind, String raw, List<FieldViolation> violations) {
    MailTextCheck check = new MailTextCheck(kind, "body", raw, violations);
    try {
      if (check.read(raw, new LongText(raw).value())) {
        check.checkSecrets();
        check.checkMarkup();
      }
    } catch (InvalidValueException e) {
      violations.add(FieldViolation.of("body", e));
    }
    return check;
  }

  /** The text as it is stored. */
  String text() {
    return text;
  }

  /** The placeholders that it refers to. */
  Set<String> used() {
    return used;
  }

  /**
   * @param valid what of the text is stored
   * @return whether its placeholders can be read
   */
  private boolean read(String raw, String valid) {
    text = valid;
    places = TextPlaces.of(field, raw, valid);
    Matcher forbidden = FORBIDDEN.matcher(text);
    if (forbidden.find()) {
      refuse("placeholder_syntax", forbidden.start());
      return false;
    }
    Set<String> names;
    try {
      names = namesIn(text);
    } catch (MustacheException e) {
      refuseSyntax();
      return false;
    }
    if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
      refuseSyntax();
      return false;
    }
    used.addAll(names);
    names.stream()
        .filter(name -> !kind.placeholders().contains(name))
        .sorted()
        .forEach(this::refuseUnknown);
    return true;
  }

  private void refuseUnknown(String name) {
    violations.add(
        kind.nearestTo(name)
            .map(near ->
                places.violation(
                    "placeholder_unknown",
                    "field.placeholder_unknown.near",
                    tagOf(name),
                    tag(name),
                    tag(near)))
            .orElseGet(() ->
                places.violation(
                    "placeholder_unknown", "field.placeholder_unknown", tagOf(name), tag(name))));
  }

  // The first thing that is not a whole tag, otherwise the section that is left open or was never
  // opened.
  private void refuseSyntax() {
    Matcher half =
        HALF.matcher(TAG.matcher(text).replaceAll(tag -> " ".repeat(tag.group().length())));
    if (half.find()) {
      refuse("placeholder_syntax", half.start());
      return;
    }
    Deque<MatchResult> open = new ArrayDeque<>();
    for (MatchResult tag : TAG.matcher(text).results().toList()) {
      String sign = String.valueOf(tag.group("sign"));
      if (sign.equals("/")) {
        if (open.isEmpty() || !open.peek().group("name").equals(tag.group("name"))) {
          refuseSection("field.section_not_open", tag, tag.group("name"));
          return;
        }
        open.pop();
      } else if (sign.equals("#") || sign.equals("^")) {
        open.push(tag);
      }
    }
    if (open.isEmpty()) {
      violations.add(FieldViolation.of(field, "placeholder_syntax"));
    } else {
      refuseSection("field.section_not_closed", open.peek(), open.peek().group("name"));
    }
  }

  private void refuseSection(String key, MatchResult tag, String name) {
    violations.add(
        places.violation("placeholder_syntax", key, tag.start(), tag.group(), "{{/" + name + "}}"));
  }

  private void checkSecrets() {
    for (String name : kind.secrets()) {
      notAlone(name, text).ifPresent(at -> refuse("placeholder_not_alone", at));
    }
  }

  // Images would be loaded from elsewhere.
  private void checkMarkup() {
    MailMarkup markup = MailMarkup.of(text);
    markup.image().ifPresent(at -> refuse("no_images", at));
    markup.code().stream()
        .filter(code -> code.text().contains("{{"))
        .findFirst()
        .ifPresent(code ->
            refuse("placeholder_in_code", Math.max(code.at(), text.indexOf("{{", code.at()))));
    markup.destinations().stream()
        .filter(link -> !leadsToOnePlace(link))
        .findFirst()
        .ifPresent(link -> refuse("placeholder_in_link", link.at()));
  }

  /** Whether a link leads to an address, or to that in one placeholder. */
  static boolean leadsToOnePlace(MailMarkup.Piece destination) {
    return !destination.text().contains("{") || WHOLE.matcher(destination.text()).matches();
  }

  /**
   * Where a placeholder stands among other characters. As part of another URL, a mail client would
   * make one link of both, and whoever follows it would carry the secret there.
   */
  static OptionalInt notAlone(String name, String text) {
    return Pattern.compile("\\{\\{\\s*" + name + "\\s*}}")
        .matcher(text)
        .results()
        .filter(place -> !standsAlone(place, text))
        .mapToInt(MatchResult::start)
        .findFirst();
  }

  private static boolean standsAlone(MatchResult place, String text) {
    String before = text.substring(0, place.start());
    String after = text.substring(place.end());
    boolean destination = before.endsWith("](") && after.startsWith(")");
    boolean blanks =
        (before.isEmpty() || Character.isWhitespace(before.charAt(before.length() - 1)))
            && (after.isEmpty() || Character.isWhitespace(after.charAt(0)));
    return destination || blanks;
  }

  private void refuse(String code, int at, Object... arguments) {
    violations.add(places.violation(code, "field." + code, at, arguments));
  }

  private int tagOf(String name) {
    return TAG.matcher(text)
        .results()
        .filter(tag -> name.equals(tag.group("name")))
        .mapToInt(MatchResult::start)
        .findFirst()
        .orElse(0);
  }

  private static String tag(String name) {
    return "{{" + name + "}}";
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
      if (HALF.matcher(text).find()) {
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

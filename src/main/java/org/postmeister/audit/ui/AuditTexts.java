package org.postmeister.audit.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditEntry;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.ui.KeyNames;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.springframework.util.StringUtils;

/** Recorded names and values in the reader's language. What has no text is shown as recorded. */
final class AuditTexts {

  // The texts of constants are named after their type, and fields usually are, too.
  private static final Map<String, String> TYPES =
      Map.of("authentication.mode", "AuthenticationMode", "authentication.cloud", "MicrosoftCloud");

  private final Messages messages;
  private final Times times;

  AuditTexts(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  /** The label of a field; those of mail servers are labelled as in their form. */
  String field(String name) {
    String inForm = "mailserver." + KeyNames.ofField(name);
    return messages.find("audit.field." + name).or(() -> messages.find(inForm)).orElse(name);
  }

  /**
   * A recorded value.
   *
   * @param stored null for none
   */
  String value(String field, @Nullable String stored) {
    if (stored == null) {
      return messages.get("conflict.empty");
    }
    if (stored.equals(AuditEvent.HIDDEN)) {
      return messages.get("audit.secret");
    }
    if (stored.equals("true") || stored.equals("false")) {
      return messages.get("audit.value." + stored);
    }
    String type = TYPES.getOrDefault(field, StringUtils.capitalize(field));
    return messages.find(type + "." + stored).orElseGet(() -> withTime(stored));
  }

  /** What was done, with its code on hover, as in the HTTP API and in exports. */
  Span action(AuditEntry entry) {
    Span action = new Span(messages.get("audit.action." + entry.action()));
    action.setTitle(entry.action().toString());
    return action;
  }

  /** From where, and by which way. */
  String origin(AuditEntry entry) {
    String door = messages.get("Door." + entry.door());
    return entry.address() == null ? door : entry.address() + ", " + door;
  }

  /** What is different since, one field a line. */
  Div changes(AuditEntry entry) {
    Div list = new Div();
    list.addClassName("changes");
    for (AuditEvent.Change change : entry.changes()) {
      Span name = new Span(field(change.field()));
      name.addClassName("change-field");
      // As in the HTTP API and in exports.
      name.setTitle(change.field());
      String after = value(change.field(), change.after());
      Span value =
          new Span(
              change.before() == null
                  ? after
                  : messages.get("audit.change", value(change.field(), change.before()), after));
      value.setTitle(
          Stream.of(change.before(), change.after())
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" → ")));
      list.add(new Div(name, value));
    }
    return list;
  }

  private String withTime(String stored) {
    try {
      if (stored.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return times.day(LocalDate.parse(stored));
      }
      if (stored.matches("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z")) {
        return times.exact(Instant.parse(stored));
      }
    } catch (DateTimeException e) {
      // Looks like one, and is none.
      return stored;
    }
    return stored;
  }
}

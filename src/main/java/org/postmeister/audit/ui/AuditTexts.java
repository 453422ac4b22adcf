package org.postmeister.audit.ui;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;

/** Recorded names and values in the reader's language. What has no text is shown as recorded. */
final class AuditTexts {

  // Their values' texts are named after the type, as in forms.
  private static final Map<String, String> TYPES =
      Map.of(
          "role", "Role",
          "encryption", "Encryption",
          "authentication.mode", "AuthenticationMode",
          "authentication.cloud", "MicrosoftCloud");

  private final Messages messages;
  private final Times times;

  AuditTexts(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  /** The label of a field; those of mail servers are labelled as in their form. */
  String field(String name) {
    String inForm =
        "mailserver." + name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
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
    String type = TYPES.get(field);
    return type == null ? withTime(stored) : messages.find(type + "." + stored).orElse(stored);
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

package org.postmeister.audit.ui;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

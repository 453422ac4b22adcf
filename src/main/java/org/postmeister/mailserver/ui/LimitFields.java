package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextField;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;
import org.postmeister.common.ui.FormFields;
import org.postmeister.mailserver.MailServerLimits;

/** What a server may be given at most. */
final class LimitFields {

  private final TextField connections = new TextField();
  private final TextField perMinute = new TextField();
  private final TextField perHour = new TextField();
  private final TextField perDay = new TextField();

  LimitFields(FormFields<MailServerFields> fields) {
    fields.text("connections", connections, MailServerFields.CONNECTIONS, Limit::of);
    fields.text("perMinute", perMinute, MailServerFields.PER_MINUTE, Limit::of);
    fields.text("perHour", perHour, MailServerFields.PER_HOUR, Limit::of);
    fields.text("perDay", perDay, MailServerFields.PER_DAY, Limit::of);
  }

  /** In the order of the form. */
  Component[] components() {
    return new Component[] {connections, perMinute, perHour, perDay};
  }

  /** Fills in a provider's limits where nothing has been entered. */
  void fill(MailServerLimits limits) {
    fill(connections, limits.connections());
    fill(perMinute, limits.perMinute());
    fill(perHour, limits.perHour());
    fill(perDay, limits.perDay());
  }

  /** Clears what was filled in for a provider and not changed since. */
  void takeBack(MailServerLimits limits) {
    takeBack(connections, limits.connections());
    takeBack(perMinute, limits.perMinute());
    takeBack(perHour, limits.perHour());
    takeBack(perDay, limits.perDay());
  }

  private static void fill(TextField field, @Nullable Limit limit) {
    if (field.isEmpty() && limit != null) {
      field.setValue(limit.toString());
    }
  }

  private static void takeBack(TextField field, @Nullable Limit limit) {
    if (limit != null && field.getValue().equals(limit.toString())) {
      field.clear();
    }
  }
}

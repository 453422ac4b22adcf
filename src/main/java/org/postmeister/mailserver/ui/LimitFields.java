package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerSettings;

/** What a server may be given at most. */
final class LimitFields {

  private final Map<MailServerField<?>, TextField> texts = new LinkedHashMap<>();

  LimitFields(FormFields<MailServerFields> fields) {
    MailServerField.ALL.stream()
        .filter(field -> field.section() == MailServerField.Section.LIMITS)
        .forEach(field -> texts.put(field, FieldComponents.text(field, fields)));
  }

  /** In the order of the form. */
  Component[] components() {
    return texts.values().toArray(Component[]::new);
  }

  /** Fills in a provider's limits where nothing has been entered. */
  void fill(MailServerLimits limits) {
    MailServerSettings provider = settings(limits);
    texts.forEach((field, text) -> {
      Object limit = provider.get(field);
      if (text.isEmpty() && limit != null) {
        text.setValue(limit.toString());
      }
    });
  }

  /** Clears what was filled in for a provider and not changed since. */
  void takeBack(MailServerLimits limits) {
    MailServerSettings provider = settings(limits);
    texts.forEach((field, text) -> {
      if (text.getValue().equals(String.valueOf(provider.get(field)))) {
        text.clear();
      }
    });
  }

  private static MailServerSettings settings(MailServerLimits limits) {
    return MailServerSettings.of(new Authentication.None()).with(limits);
  }
}

package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.SecretField;

/** A Google service account, and how to get one. */
final class GoogleFields {

  private static final int GUIDE_STEPS = 5;

  private final TextField user = new TextField();
  private final SecretField key;
  private final Details guide = new Details();

  /**
   * @param onChange called when the user changed something
   */
  GoogleFields(
      FormFields<MailServerFields> fields, Messages messages, SerializableRunnable onChange) {
    this.key = new SecretField("mailserver.google-key", "mailserver.google-key.helper", onChange);
    fields.text("user", user, MailServerFields.GOOGLE_USER, EmailAddress::of);
    fields.secret("key", key);
    OrderedList steps = new OrderedList();
    steps.addClassName("guide");
    for (int step = 1; step <= GUIDE_STEPS; step++) {
      steps.add(new ListItem(messages.get("mailserver.guide.GOOGLE_SERVICE_ACCOUNT." + step)));
    }
    guide.setSummaryText(messages.get("mailserver.guide"));
    guide.add(steps);
  }

  /** In the order of the form. */
  List<Component> components() {
    return List.of(user, key, guide);
  }

  SecretField key() {
    return key;
  }
}

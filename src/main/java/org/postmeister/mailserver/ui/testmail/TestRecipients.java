package org.postmeister.mailserver.ui.testmail;

import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;

/** Who receives a test mail: one address, or several, each of which receives its own. */
final class TestRecipients extends TextField {

  /** As many as one looks through. */
  static final int MOST = 10;

  private final transient Messages messages;

  TestRecipients(Messages messages) {
    this.messages = messages;
    setLabel(getTranslation("testmail.recipient"));
    setHelperText(getTranslation("testmail.recipient.helper", MOST));
    setWidthFull();
    addValueChangeListener(change -> setInvalid(false));
  }

  /** In the order in which they were entered; empty if something is wrong and marked. */
  List<EmailAddress> read() {
    SequencedSet<EmailAddress> addresses = new LinkedHashSet<>();
    for (String part : getValue().split("[,;\\s]+", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      try {
        addresses.add(EmailAddress.of(part));
      } catch (InvalidValueException e) {
        mark(messages.get(e));
        return List.of();
      }
    }
    if (addresses.isEmpty()) {
      mark(getTranslation("testmail.recipient.required"));
    } else if (addresses.size() > MOST) {
      mark(getTranslation("testmail.recipient.too-many", MOST));
      return List.of();
    }
    return new ArrayList<>(addresses);
  }

  void mark(String message) {
    setErrorMessage(message);
    setInvalid(true);
    focus();
  }
}

package org.postmeister.systemmail.ui;

import java.util.List;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.systemmail.MailText;

/** The values of the form for a mail's text. */
final class MailTextFields {

  static final List<FormProperty<MailTextFields, ?>> PROPERTIES =
      List.of(
          new FormProperty<>("mailtexts.subject", f -> f.subject, (f, value) -> f.subject = value),
          new FormProperty<>("mailtexts.body", f -> f.body, (f, value) -> f.body = value));

  private String subject;
  private String body;

  MailTextFields(String subject, String body) {
    this.subject = subject;
    this.body = body;
  }

  static MailTextFields of(MailText text) {
    return new MailTextFields(text.subject(), text.body());
  }

  String subject() {
    return subject;
  }

  String body() {
    return body;
  }
}

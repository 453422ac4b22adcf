package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import org.postmeister.common.ui.MailFrame;
import org.postmeister.systemmail.WrittenMail;

/** A mail as its recipient gets it, in both forms. */
class MailPreview extends Aside {

  private final Paragraph subject = new Paragraph();
  private final MailFrame html = new MailFrame("mailtexts.preview.html");
  private final Pre text = new Pre();
  private final Paragraph nothing = new Paragraph(getTranslation("mailtexts.preview.nothing"));

  MailPreview() {
    addClassNames("side-panel", "mail-preview");
    getElement().setAttribute("aria-label", getTranslation("mailtexts.preview"));
    subject.addClassName("mail-subject");
    text.addClassName("mail-text");
    text.getElement().setAttribute("tabindex", "0");
    add(
        new H2(getTranslation("mailtexts.preview")),
        nothing,
        subject,
        html,
        new H3(getTranslation("mailtexts.preview.text")),
        text);
  }

  void show(WrittenMail mail) {
    nothing.setVisible(false);
    subject.setText(mail.subject());
    html.show(mail.html());
    text.setText(mail.text());
  }

  /** While a text cannot be rendered, the last mail that could be stays. */
  void showNothing() {
    nothing.setVisible(true);
  }
}

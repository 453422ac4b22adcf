package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import java.util.Locale;
import org.postmeister.common.ui.MailFrame;
import org.postmeister.common.ui.Notice;
import org.postmeister.systemmail.WrittenMail;

/** A mail in one language as its recipient gets it, in both forms. */
final class MailPreview extends Div {

  private final H3 language = new H3();
  private final Notice kept = new Notice();
  private final Paragraph subject = new Paragraph();
  private final MailFrame html = new MailFrame("mailtexts.preview.html");
  private final Pre text = new Pre();
  private String shown = "";
  private boolean dark;

  MailPreview() {
    addClassName("mail-preview");
    subject.addClassName("mail-subject");
    text.addClassName("mail-text");
    text.getElement().setAttribute("tabindex", "0");
    add(language, kept, subject, html, new Details(getTranslation("mailtexts.preview.text"), text));
  }

  void show(Locale of, WrittenMail mail) {
    String name = of.getDisplayLanguage(getLocale());
    language.setText(name);
    html.setTitle(getTranslation("mailtexts.preview.html") + ", " + name);
    kept.clear();
    subject.setText(mail.subject());
    text.setText(mail.text());
    shown = mail.standaloneHtml();
    showHtml();
  }

  void keep() {
    kept.show(Notice.Kind.WARNING, getTranslation("mailtexts.preview.nothing"));
  }

  void setDark(boolean dark) {
    this.dark = dark;
    showHtml();
  }

  // What the mail has for either scheme applies, whatever that of the person who writes it is.
  private void showHtml() {
    html.show(
        shown
            .replace("@media (prefers-color-scheme: dark)", dark ? "@media all" : "@media not all")
            .replace(
                ":root { color-scheme: light dark; }",
                ":root { color-scheme: " + (dark ? "dark" : "light") + "; }"));
  }
}

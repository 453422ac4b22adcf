package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.List;
import java.util.Locale;
import org.postmeister.systemmail.WrittenMail;

/**
 * A mail as its recipients get it: in the language that is being written, and beside it in the
 * other; by day or by night.
 */
final class MailPreviews extends Aside {

  private final MailPreview edited = new MailPreview();
  private final MailPreview other = new MailPreview();

  MailPreviews() {
    addClassNames("side-panel", "mail-previews");
    getElement().setAttribute("aria-label", getTranslation("mailtexts.preview"));
    RadioButtonGroup<Boolean> colors = new RadioButtonGroup<>();
    colors.setLabel(getTranslation("mailtexts.preview.colors"));
    colors.setItems(List.of(false, true));
    colors.setItemLabelGenerator(
        dark -> getTranslation(dark ? "mailtexts.preview.dark" : "mailtexts.preview.light"));
    colors.setValue(false);
    colors.addValueChangeListener(changed -> {
      edited.setDark(changed.getValue());
      other.setDark(changed.getValue());
    });
    Div head = new Div(new H2(getTranslation("mailtexts.preview")), colors);
    head.addClassName("mail-previews-head");
    Div both = new Div(edited, other);
    both.addClassName("mail-previews-both");
    add(head, both);
  }

  /** Shows the mail in the language that is being written. */
  void showEdited(Locale language, WrittenMail mail) {
    edited.show(language, mail);
  }

  /** While a text cannot be rendered, the last mail that could be stays. */
  void keepEdited() {
    edited.keep();
  }

  /** Shows the mail in the other language. */
  void showOther(Locale language, WrittenMail mail) {
    other.show(language, mail);
  }
}

package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.postmeister.delivery.message.Attachment;

/** Exactly the system information that would be attached to a request. */
class InformationPreview extends Details {

  /**
   * @param files as they would be attached, empty if none would
   */
  void show(List<Attachment> files) {
    removeAll();
    setSummaryText(
        getTranslation(
            files.isEmpty() ? "support.information.none" : "support.information.preview"));
    add(
        new Paragraph(
            getTranslation(
                files.isEmpty() ? "support.information.none.text" : "support.information.text")));
    for (Attachment file : files) {
      Pre text = new Pre(new String(file.content(), StandardCharsets.UTF_8));
      text.addClassName("mail-text");
      text.getElement().setAttribute("tabindex", "0");
      add(new H3(file.name()), text);
    }
  }
}

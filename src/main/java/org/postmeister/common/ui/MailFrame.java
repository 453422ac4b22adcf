package org.postmeister.common.ui;

import com.vaadin.flow.component.html.IFrame;

/** The HTML of a mail. It runs no script and fetches nothing. */
public final class MailFrame extends IFrame {

  private static final String NOTHING_FROM_OUTSIDE =
      "<meta http-equiv=\"Content-Security-Policy\""
          + " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

  public MailFrame(String titleKey) {
    getElement().setAttribute("sandbox", "");
    getElement().setAttribute("title", getTranslation(titleKey));
  }

  public void show(String html) {
    setSrcdoc(NOTHING_FROM_OUTSIDE + html);
  }
}

package org.postmeister.common.ui;

import com.vaadin.flow.component.html.IFrame;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The HTML of a mail. It runs no script, loads nothing, and links nowhere: everything that could
 * make a browser connect anywhere is removed, since even a blocked frame would tell the sender that
 * the mail was opened.
 */
public final class MailFrame extends IFrame {

  private static final String NOTHING_FROM_OUTSIDE =
      "<meta http-equiv=\"Content-Security-Policy\""
          + " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
          + "<meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">";
  private static final String CONNECTING =
      "iframe, frame, frameset, object, embed, applet, portal, link, base, meta, script, form";

  public MailFrame(String titleKey) {
    getElement().setAttribute("sandbox", "");
    getElement().setAttribute("title", getTranslation(titleKey));
  }

  public void show(String html) {
    setSrcdoc(NOTHING_FROM_OUTSIDE + withoutConnections(html));
  }

  static String withoutConnections(String html) {
    Document mail = Jsoup.parse(html);
    mail.select(CONNECTING).remove();
    // The link text stays; its target can be read in the source of the message.
    mail.select("a[href], area[href]").removeAttr("href").removeAttr("ping");
    return mail.outerHtml();
  }
}

package org.postmeister.common.ui;

import com.vaadin.flow.component.html.IFrame;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The HTML of a mail. It runs no script, fetches nothing, and leads nowhere: what could make a
 * browser connect to somewhere is not in it, since even a refused frame tells its sender that the
 * mail was looked at.
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
    // What it says stays; where it leads can be read in the text of the message.
    mail.select("a[href], area[href]").removeAttr("href").removeAttr("ping");
    return mail.outerHtml();
  }
}

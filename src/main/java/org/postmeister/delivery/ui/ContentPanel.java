package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import org.postmeister.delivery.Attachment;
import org.postmeister.delivery.MessageContent;

/** What a message says. Its HTML runs no script and fetches nothing. */
public final class ContentPanel extends Div {

  private static final String NOTHING_FROM_OUTSIDE =
      "<meta http-equiv=\"Content-Security-Policy\""
          + " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

  public ContentPanel(MessageContent content) {
    addClassName("message-content");
    add(new H2(getTranslation("message.content")));
    if (content.text() != null) {
      Pre text = new Pre(content.text());
      text.addClassName("mail-text");
      text.getElement().setAttribute("tabindex", "0");
      add(text);
    }
    if (content.html() != null) {
      IFrame html = new IFrame();
      html.setSrcdoc(NOTHING_FROM_OUTSIDE + content.html());
      html.getElement().setAttribute("sandbox", "");
      html.getElement().setAttribute("title", getTranslation("message.html"));
      add(html);
    }
    for (Attachment attachment : content.attachments()) {
      add(new Div(download(attachment)));
    }
  }

  private Anchor download(Attachment attachment) {
    byte[] octets = attachment.content();
    Anchor anchor =
        new Anchor(
            DownloadHandler.fromInputStream(event ->
                new DownloadResponse(
                    new ByteArrayInputStream(octets),
                    attachment.name(),
                    "application/octet-stream",
                    octets.length)),
            getTranslation("message.attachment", attachment.name(), octets.length));
    anchor.getElement().setAttribute("download", true);
    return anchor;
  }
}

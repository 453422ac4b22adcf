package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import org.postmeister.common.ui.MailFrame;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.MessageContent;

/** The content of a message. */
public final class ContentPanel extends Div {

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
      MailFrame html = new MailFrame("message.html");
      html.show(content.html());
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

package org.postmeister.supportrequest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.mailserver.MailOwner;

/**
 * A request for support.
 *
 * @param owner on whose behalf: a tenant's, or the system's
 * @param replyTo where replies go, null for the sender of the server
 */
public record NewSupportRequest(
    MailOwner owner,
    SingleLine subject,
    LongText message,
    @Nullable EmailAddress replyTo,
    List<Attachment> attachments) {

  public NewSupportRequest {
    attachments = List.copyOf(attachments);
  }
}

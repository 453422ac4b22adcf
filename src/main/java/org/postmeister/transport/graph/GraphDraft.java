package org.postmeister.transport.graph;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.RefusedByMicrosoftException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that is too large for one request: a draft in the sender's mailbox, to which
 * attachments are added one by one. The application needs Mail.ReadWrite for it.
 */
final class GraphDraft {

  /** The largest attachment that Graph accepts, in bytes. */
  static final int MAX_ATTACHMENT = 150_000_000;

  private static final Logger log = LoggerFactory.getLogger(GraphDraft.class);

  /** From this size on, an attachment has to be uploaded in pieces. */
  private static final int UPLOAD_FROM = 3 * 1024 * 1024;

  private static final int NOT_FOUND = 404;

  private static final String MESSAGES = "messages";
  private static final String ATTACHMENTS = "attachments";

  // A multiple of 320 KiB, below the 4 MB that Graph accepts at once.
  private static final int PIECE = 10 * 320 * 1024;

  private final GraphMailbox mailbox;

  GraphDraft(GraphMailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** Sends message and attachments together, or leaves nothing behind. */
  GraphMailbox.Sent send(byte[] mime, List<SplitMessage.Attachment> attachments)
      throws MicrosoftException, InterruptedException {
    String id = create(mime);
    try {
      for (SplitMessage.Attachment attachment : attachments) {
        attach(id, attachment);
      }
      return send(id);
    } catch (MicrosoftException e) {
      Deletion deletion = delete(id);
      if (!e.failure().code().equals(GraphFailures.ANSWER_LOST)) {
        throw e;
      }
      return switch (deletion) {
        // It has been sent.
        case GONE -> new GraphMailbox.Sent(Optional.empty(), null);
        case DELETED ->
            throw e.getCause() instanceof MicrosoftException unanswered ? unanswered : e;
        case UNKNOWN -> throw e;
      };
    } catch (InterruptedException | RuntimeException e) {
      delete(id);
      throw e;
    }
  }

  private String create(byte[] mime) throws MicrosoftException, InterruptedException {
    try {
      return mailbox.call(user -> user.create(mime, MESSAGES));
    } catch (MicrosoftException e) {
      throw e.failure().code().equals("graph_access_denied") ? drafts(e) : e;
    }
  }

  // Perhaps only sending would have been allowed.
  private static MicrosoftException drafts(MicrosoftException e) {
    return new MicrosoftException(
        new MicrosoftFailure(
            "graph_drafts_denied", e.failure().arguments(), e.failure().reply(), null),
        e);
  }

  private void attach(String id, SplitMessage.Attachment attachment)
      throws MicrosoftException, InterruptedException {
    mailbox.call(user -> {
      if (attachment.content().length < UPLOAD_FROM) {
        user.add(file(attachment), MESSAGES, id, ATTACHMENTS);
        return id;
      }
      JsonNode session =
          user.postJson(item(attachment), MESSAGES, id, ATTACHMENTS, "createUploadSession");
      upload(user, required(session, "uploadUrl"), attachment.content());
      return id;
    });
  }

  private static JsonNode file(SplitMessage.Attachment attachment) {
    return described(attachment)
        .put("@odata.type", "#microsoft.graph.fileAttachment")
        .put("contentBytes", attachment.content());
  }

  private static JsonNode item(SplitMessage.Attachment attachment) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(
        "AttachmentItem",
        described(attachment)
            .put("attachmentType", "file")
            .put("size", attachment.content().length));
    return body;
  }

  private static ObjectNode described(SplitMessage.Attachment attachment) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", attachment.name())
            .put("contentType", attachment.contentType());
    return attachment.contentId() == null
        ? json
        : json.put("isInline", true).put("contentId", attachment.contentId());
  }

  // One piece after the other, as Graph wants it.
  private static void upload(GraphRequests user, String uploadUrl, byte[] content)
      throws IOException {
    JsonNode answer = JsonNodeFactory.instance.missingNode();
    for (int begin = 0; begin < content.length; begin += PIECE) {
      answer = user.putPiece(uploadUrl, content, begin, Math.min(begin + PIECE, content.length));
    }
    if (!answer.path("nextExpectedRanges").isEmpty()) {
      throw new IllegalStateException("An upload ended before it was complete");
    }
  }

  private static String required(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalStateException("Microsoft Graph sent no " + name);
    }
    return value.stringValue();
  }

  private GraphMailbox.Sent send(String id) throws MicrosoftException, InterruptedException {
    return mailbox.callToSend(user -> user.send(null, MESSAGES, id, "send"));
  }

  /** What became of a draft that should be gone. */
  private enum Deletion {
    DELETED,
    GONE,
    UNKNOWN
  }

  private Deletion delete(String id) throws InterruptedException {
    try {
      mailbox.call(user -> {
        user.delete(MESSAGES, id);
        return id;
      });
      return Deletion.DELETED;
    } catch (MicrosoftException e) {
      RefusedByMicrosoftException refused =
          NetworkFault.causeOf(e, RefusedByMicrosoftException.class);
      if (refused != null && refused.status() == NOT_FOUND) {
        return Deletion.GONE;
      }
      log.warn(
          "A draft that was not sent stays in a mailbox; it could not be deleted ({}).",
          e.failure().code());
      return Deletion.UNKNOWN;
    }
  }
}

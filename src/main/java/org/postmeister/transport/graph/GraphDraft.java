package org.postmeister.transport.graph;

import com.microsoft.graph.core.models.UploadResult;
import com.microsoft.graph.core.tasks.LargeFileUploadTask;
import com.microsoft.graph.models.AttachmentItem;
import com.microsoft.graph.models.AttachmentType;
import com.microsoft.graph.models.FileAttachment;
import com.microsoft.graph.models.Message;
import com.microsoft.graph.models.UploadSession;
import com.microsoft.graph.users.item.messages.item.attachments.createuploadsession.CreateUploadSessionPostRequestBody;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.http.middleware.options.HeadersInspectionOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.RefusedByMicrosoftException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  // A multiple of 320 KiB, below the 4 MB that Graph accepts at once.
  private static final long PIECE = 10 * 320 * 1024L;

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
      Message draft =
          mailbox.call((user, adapter) -> {
            RequestInformation request = user.messages().toPostRequestInformation(new Message());
            GraphMailbox.asMime(request, mime);
            return GraphMailbox.answered(
                adapter.send(request, null, Message::createFromDiscriminatorValue));
          });
      return Objects.requireNonNull(draft.getId());
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
    if (attachment.content().length < UPLOAD_FROM) {
      mailbox.call((user, adapter) -> {
        FileAttachment file = new FileAttachment();
        file.setOdataType("#microsoft.graph.fileAttachment");
        file.setName(attachment.name());
        file.setContentType(attachment.contentType());
        file.setContentBytes(attachment.content());
        if (attachment.contentId() != null) {
          file.setIsInline(true);
          file.setContentId(attachment.contentId());
        }
        return GraphMailbox.answered(user.messages().byMessageId(id).attachments().post(file));
      });
    } else {
      mailbox.call((user, adapter) -> {
        AttachmentItem item = new AttachmentItem();
        item.setAttachmentType(AttachmentType.File);
        item.setName(attachment.name());
        item.setContentType(attachment.contentType());
        item.setSize((long) attachment.content().length);
        if (attachment.contentId() != null) {
          item.setIsInline(true);
          item.setContentId(attachment.contentId());
        }
        CreateUploadSessionPostRequestBody body = new CreateUploadSessionPostRequestBody();
        body.setAttachmentItem(item);
        UploadSession session =
            GraphMailbox.answered(
                user.messages().byMessageId(id).attachments().createUploadSession().post(body));
        return upload(session, attachment.content(), adapter);
      });
    }
  }

  private static boolean upload(UploadSession session, byte[] content, RequestAdapter adapter) {
    try {
      UploadResult<FileAttachment> result =
          new LargeFileUploadTask<>(
                  adapter,
                  session,
                  new ByteArrayInputStream(content),
                  content.length,
                  PIECE,
                  FileAttachment::createFromDiscriminatorValue)
              .upload(1, null);
      if (!result.isUploadSuccessful()) {
        throw new IllegalStateException("An upload ended before it was complete");
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("An upload was interrupted", e);
    } catch (IOException
        | IllegalAccessException
        | InvocationTargetException
        | NoSuchMethodException e) {
      throw new IllegalStateException("An upload failed", e);
    }
  }

  private GraphMailbox.Sent send(String id) throws MicrosoftException, InterruptedException {
    return mailbox.callToSend((user, adapter) -> {
      RequestInformation request =
          user.messages().byMessageId(id).send().toPostRequestInformation();
      HeadersInspectionOption inspected = GraphMailbox.inspectAnswer(request);
      Void _ = adapter.sendPrimitive(request, null, Void.class);
      return GraphMailbox.sent(inspected);
    });
  }

  /** What became of a draft that should be gone. */
  private enum Deletion {
    DELETED,
    GONE,
    UNKNOWN
  }

  private Deletion delete(String id) throws InterruptedException {
    try {
      mailbox.call((user, adapter) -> {
        user.messages().byMessageId(id).delete();
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

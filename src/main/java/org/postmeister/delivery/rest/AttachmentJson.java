package org.postmeister.delivery.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;
import org.postmeister.delivery.message.Attachment;

/** A file. */
@Schema(name = "Attachment")
public record AttachmentJson(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            maxLength = SingleLine.MAX_LENGTH,
            description = "Of the file, without a path")
        @Nullable String name,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "Its media type",
            example = "application/pdf")
        @Nullable String contentType,
    @Schema(format = "byte", description = "Base64", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String content,
    @Schema(
            description =
                "For images that the HTML refers to as cid:…; leave out for attached files")
        @Nullable String contentId) {

  /** Reads the field {@code attachments}, which may be missing. */
  public static List<Attachment> read(
      @Nullable List<@Nullable AttachmentJson> attachments, FieldReader fields) {
    List<Attachment> files = new ArrayList<>();
    if (attachments != null && attachments.size() > RequestLimits.ATTACHMENTS) {
      fields.refuse("attachments", "too_many_items", Integer.toString(RequestLimits.ATTACHMENTS));
    } else if (attachments != null) {
      for (int i = 0; i < attachments.size(); i++) {
        String field = "attachments[" + i + "]";
        AttachmentJson json = attachments.get(i);
        if (json == null) {
          fields.refuse(field, "required");
          continue;
        }
        Attachment.Name name = fields.require(field + ".name", json.name(), Attachment.Name::new);
        Attachment.Type type =
            fields.require(field + ".contentType", json.contentType(), Attachment.Type::of);
        byte[] content = content(field + ".content", json.content(), fields);
        Attachment.ContentId contentId =
            fields.read(field + ".contentId", json.contentId(), Attachment.ContentId::new);
        if (name != null && type != null && content != null) {
          files.add(new Attachment(name, type, content, contentId));
        }
      }
    }
    return List.copyOf(files);
  }

  // Frameworks log what they parse.
  @Override
  public String toString() {
    return "AttachmentJson[hidden]";
  }

  private static byte @Nullable [] content(String field, @Nullable String raw, FieldReader fields) {
    if (raw == null) {
      fields.refuse(field, "required");
      return null;
    }
    try {
      return Base64.getDecoder().decode(raw);
    } catch (IllegalArgumentException e) {
      fields.refuse(field, "not_base64");
      return null;
    }
  }
}

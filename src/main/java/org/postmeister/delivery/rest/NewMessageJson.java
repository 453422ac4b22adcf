package org.postmeister.delivery.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.FieldReader;
import org.postmeister.common.HeaderText;
import org.postmeister.common.RequestLimits;
import org.postmeister.delivery.Attachment;
import org.postmeister.delivery.HeaderName;
import org.postmeister.delivery.NewMessage;
import org.postmeister.mailserver.Owner;

/** A message to send, as it comes. */
record NewMessageJson(
    @Nullable List<@Nullable String> to,
    @Nullable List<@Nullable String> cc,
    @Nullable List<@Nullable String> bcc,
    @Nullable String replyTo,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable List<@Nullable AttachmentJson> attachments,
    @Schema(description = "Further headers of those that are allowed, such as List-Unsubscribe")
        @Nullable Map<String, @Nullable String> headers) {

  NewMessage read(Owner owner, int maxRecipients) {
    FieldReader fields = new FieldReader();
    throwIfTooMany(maxRecipients, fields);
    List<EmailAddress> readTo = addresses("to", to, fields);
    List<EmailAddress> readCc = addresses("cc", cc, fields);
    List<EmailAddress> readBcc = addresses("bcc", bcc, fields);
    if (isEmpty(to) && isEmpty(cc) && isEmpty(bcc)) {
      fields.refuse("to", "required");
    }
    EmailAddress answers = fields.read("replyTo", replyTo, EmailAddress::of);
    HeaderText readSubject = fields.require("subject", subject, HeaderText::new);
    List<Attachment> files = AttachmentJson.read(attachments, fields);
    if (text == null && html == null && isEmpty(attachments)) {
      fields.refuse("text", "required");
    }
    SequencedMap<String, HeaderText> further = headers(fields);
    fields.finish();
    return new NewMessage(
        owner,
        readTo,
        readCc,
        readBcc,
        answers,
        FieldReader.checked(readSubject),
        text,
        html,
        files,
        further,
        false);
  }

  // Before any of them is looked at.
  private void throwIfTooMany(int maxRecipients, FieldReader fields) {
    if (size(to) + size(cc) + size(bcc) > maxRecipients) {
      fields.refuse("to", "too_many", Integer.toString(maxRecipients));
    }
    if (headers != null && headers.size() > RequestLimits.MESSAGE_HEADERS) {
      fields.refuse("headers", "too_many_items", Integer.toString(RequestLimits.MESSAGE_HEADERS));
    }
    if (headers != null && headersLength(headers) > RequestLimits.MESSAGE_HEADERS_LENGTH) {
      fields.refuse(
          "headers", "headers_too_long", Integer.toString(RequestLimits.MESSAGE_HEADERS_LENGTH));
    }
    fields.finish();
  }

  private static int size(@Nullable List<?> list) {
    return list == null ? 0 : list.size();
  }

  private static long headersLength(Map<String, @Nullable String> headers) {
    return headers.entrySet().stream()
        .mapToLong(header ->
            header.getKey().length()
                + (header.getValue() == null ? 0L : header.getValue().length()))
        .sum();
  }

  // Frameworks log what they read.
  @Override
  public String toString() {
    return "NewMessageJson[hidden]";
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  private static List<EmailAddress> addresses(
      String field, @Nullable List<@Nullable String> raw, FieldReader fields) {
    List<EmailAddress> addresses = new ArrayList<>();
    if (raw != null) {
      for (int i = 0; i < raw.size(); i++) {
        EmailAddress address = fields.require(field + "[" + i + "]", raw.get(i), EmailAddress::of);
        if (address != null) {
          addresses.add(address);
        }
      }
    }
    return List.copyOf(addresses);
  }

  private SequencedMap<String, HeaderText> headers(FieldReader fields) {
    SequencedMap<String, HeaderText> read = new LinkedHashMap<>();
    if (headers != null) {
      headers.forEach((name, value) -> {
        String field = "headers." + name;
        HeaderName known = fields.read(field, name, HeaderName::new);
        HeaderText content = fields.require(field, value, HeaderText::new);
        if (known != null && content != null) {
          read.put(known.value(), content);
        }
      });
    }
    return read;
  }
}

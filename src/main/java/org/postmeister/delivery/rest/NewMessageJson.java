package org.postmeister.delivery.rest;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.ComposedMessage;
import org.postmeister.delivery.message.HeaderName;
import org.postmeister.mailserver.MailOwner;

/** A message to be sent, as submitted. */
@Schema(name = "NewMessage")
record NewMessageJson(
    @Schema(
            description =
                "Who it is from, if the mail server may send for that address; its own sender if"
                    + " left out")
        @Nullable MailboxJson from,
    @ArraySchema(arraySchema = @Schema(description = RECIPIENTS))
        @Nullable List<@Nullable MailboxJson> to,
    @ArraySchema(arraySchema = @Schema(description = RECIPIENTS))
        @Nullable List<@Nullable MailboxJson> cc,
    @ArraySchema(arraySchema = @Schema(description = RECIPIENTS))
        @Nullable List<@Nullable MailboxJson> bcc,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @ArraySchema(
            maxItems = NewMessageJson.MOST_REPLY_TO,
            arraySchema =
                @Schema(description = "Where replies go; a single one also without a list"))
        @Nullable List<@Nullable MailboxJson> replyTo,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = HeaderText.MAX_LENGTH)
        @Nullable String subject,
    @Schema(description = "Plain text; text, html or attachments are needed") @Nullable String text,
    @Schema(description = "HTML, shown instead of the text where possible") @Nullable String html,
    @ArraySchema(maxItems = RequestLimits.ATTACHMENTS)
        @Nullable List<@Nullable AttachmentJson> attachments,
    @Schema(
            description = "Additional headers that are allowed, such as List-Unsubscribe",
            maxProperties = RequestLimits.MESSAGE_HEADERS)
        @Nullable Map<String, @Nullable String> headers,
    @Schema(
            format = "date-time",
            description = "The earliest time of sending, up to 30 days ahead; now if left out")
        @Nullable String sendAt,
    @Schema(format = "date-time", description = "When it expires: no attempt is made from then on")
        @Nullable String expiresAt,
    @Schema(
            implementation = MessagePriority.class,
            defaultValue = "NORMAL",
            description = "Which of a tenant's messages are sent first")
        @Nullable String priority,
    @Schema(
            description =
                "true if it should rather be lost than arrive twice: if a server does not say"
                    + " whether it has accepted it, it is not sent again")
        @Nullable Boolean atMostOnce) {

  private static final String RECIPIENTS =
      "At least one in to, cc or bcc; at most 500 altogether, unless configured otherwise";
  private static final int MOST_REPLY_TO = 20;

  ComposedMessage read(MailOwner owner, int maxRecipients, Instant now) {
    FieldReader fields = new FieldReader();
    throwIfTooMany(maxRecipients, fields);
    Map<EmailAddress, DisplayName> names = new HashMap<>();
    EmailAddress sender = MailboxJson.read("from", from, names, fields);
    List<EmailAddress> readTo = MailboxJson.read("to", to, names, fields);
    List<EmailAddress> readCc = MailboxJson.read("cc", cc, names, fields);
    List<EmailAddress> readBcc = MailboxJson.read("bcc", bcc, names, fields);
    if (isEmpty(to) && isEmpty(cc) && isEmpty(bcc)) {
      fields.refuse("to", "required");
    }
    List<EmailAddress> answers = MailboxJson.read("replyTo", replyTo, names, fields);
    HeaderText readSubject = fields.require("subject", subject, HeaderText::new);
    List<Attachment> files = AttachmentJson.read(attachments, fields);
    if (text == null && html == null && isEmpty(attachments)) {
      fields.refuse("text", "required");
    }
    SequencedMap<String, HeaderText> further = headers(fields);
    DeliveryOptions options = options(fields, now);
    fields.finish();
    return new ComposedMessage(
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
        false,
        options,
        names,
        sender);
  }

  private DeliveryOptions options(FieldReader fields, Instant now) {
    Instant begin = fields.read("sendAt", sendAt, UtcTime::parse);
    if (begin != null && begin.isAfter(now.plus(DeliveryOptions.LONGEST_AHEAD))) {
      fields.refuse(
          "sendAt", "too_far_ahead", Long.toString(DeliveryOptions.LONGEST_AHEAD.toDays()));
    }
    Instant end = fields.read("expiresAt", expiresAt, UtcTime::parse);
    // A time in the past is accepted, and the message ends at once, so that a repeated request gets
    // the same answer.
    if (end != null && begin != null && !end.isAfter(begin)) {
      fields.refuse("expiresAt", "over_before_sent");
    } else if (end != null && end.isAfter(now.plus(DeliveryOptions.LONGEST_VALID))) {
      fields.refuse(
          "expiresAt", "too_far_ahead", Long.toString(DeliveryOptions.LONGEST_VALID.toDays()));
    }
    MessagePriority wanted = fields.read("priority", priority, NewMessageJson::priority);
    return new DeliveryOptions(
        wanted == null ? MessagePriority.NORMAL : wanted,
        begin,
        end,
        Boolean.TRUE.equals(atMostOnce));
  }

  private static MessagePriority priority(String name) {
    return Arrays.stream(MessagePriority.values())
        .filter(known -> known.name().equals(name))
        .findAny()
        .orElseThrow(() -> new InvalidValueException("message_priority", "unknown"));
  }

  // Before any of them is checked.
  private void throwIfTooMany(int maxRecipients, FieldReader fields) {
    if (size(to) + size(cc) + size(bcc) > maxRecipients) {
      fields.refuse("to", "too_many", Integer.toString(maxRecipients));
    }
    if (size(replyTo) > MOST_REPLY_TO) {
      fields.refuse("replyTo", "too_many_items", Integer.toString(MOST_REPLY_TO));
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

  // Frameworks log what they parse.
  @Override
  public String toString() {
    return "NewMessageJson[hidden]";
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
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

package org.postmeister.delivery.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.outbox.Outbox;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** A message that has been accepted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "AcceptedMessage")
record AcceptedJson(
    long id,
    MessageStatus status,
    @Schema(description = "What the server will not do with the message")
        List<WarningJson> warnings) {

  @Schema(name = "MessageWarning")
  record WarningJson(String code, String message) {}

  /** Says what became of a message, in the language of whoever sent it. */
  @Component
  record Writer(MessageSource messages) {

    AcceptedJson write(Outbox.Accepted accepted, Locale locale) {
      return new AcceptedJson(accepted.id(), accepted.status(), warnings(accepted, locale));
    }

    private List<WarningJson> warnings(Outbox.Accepted accepted, Locale locale) {
      return accepted.unsubscribeDropped()
          ? List.of(
              new WarningJson(
                  "unsubscribe_headers_dropped",
                  messages.getMessage("message.unsubscribe_headers_dropped", null, locale)))
          : List.of();
    }
  }
}

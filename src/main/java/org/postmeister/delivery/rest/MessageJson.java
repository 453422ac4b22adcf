package org.postmeister.delivery.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.MessagePriority;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.context.MessageSource;

/** A message in the log. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Message")
record MessageJson(
    long id,
    @Schema(
            description =
                "Only in the list of all tenants' messages; left out for the system's own")
        @Nullable String tenant,
    MessageStatus status,
    @Schema(description = "What it waits for") @Nullable WaitingReason reason,
    @Nullable Instant nextAttemptAt,
    Instant acceptedAt,
    @Nullable Instant endedAt,
    @Schema(description = "How it came; left out if that was not recorded")
        MessageOrigin.@Nullable Via via,
    @Schema(description = "IP address that it came from; left out if it is Postmeister's own")
        @Nullable String client,
    String messageId,
    String subject,
    long size,
    List<RecipientJson> recipients,
    int attemptCount,
    @Schema(
            description =
                "Attempts after which it is unknown whether the message arrived; left out if"
                    + " there were none")
        @Nullable Integer uncertainAttemptCount,
    @Schema(description = "true if it should rather be lost than arrive twice; otherwise left out")
        @Nullable Boolean atMostOnce,
    MessagePriority priority,
    @Nullable Instant expiresAt,
    @Nullable FailureJson failure,
    @Schema(description = "Only when a single message is read; oldest first")
        @Nullable List<AttemptJson> attempts) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MessageRecipient")
  record RecipientJson(
      String address,
      @Schema(description = "false for what today's rules would not accept; otherwise left out")
          @Nullable Boolean valid,
      Recipient.Kind kind,
      MessageStatus status,
      @Nullable WaitingReason reason,
      @Nullable Instant nextAttemptAt,
      @Nullable String serverReply,
      @Nullable String enhancedStatusCode) {}

  @Schema(name = "DeliveryFailure")
  record FailureJson(SendStep step, String code, String message, String hint) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DeliveryAttempt")
  record AttemptJson(
      Instant time,
      MessageStatus outcome,
      @Schema(
              description =
                  "true if the server may have accepted the message without saying so; otherwise"
                      + " left out")
          @Nullable Boolean uncertain,
      @Nullable Long durationMillis,
      @Nullable String server,
      @Nullable String serverReply,
      @Nullable String enhancedStatusCode,
      @Nullable FailureJson failure,
      List<String> transcript) {}

  /** Converts messages to JSON, in one language. */
  record Writer(MessageSource messages, Locale locale) {

    MessageJson write(Message message, @Nullable List<Attempt> attempts) {
      return write(message, null, attempts);
    }

    MessageJson write(
        Message message, @Nullable TenantName tenant, @Nullable List<Attempt> attempts) {
      return new MessageJson(
          message.id(),
          tenant == null ? null : tenant.value(),
          message.status(),
          message.reason(),
          message.nextAttemptAt(),
          message.acceptedAt(),
          message.endedAt(),
          message.origin() == null ? null : message.origin().via(),
          message.origin() == null ? null : message.origin().client(),
          message.messageId(),
          message.subject(),
          message.size(),
          message.recipients().stream().map(recipient -> write(recipient, message)).toList(),
          message.attempts(),
          message.uncertain() == 0 ? null : Integer.valueOf(message.uncertain()),
          message.options().atMostOnce() ? Boolean.TRUE : null,
          message.options().priority(),
          message.options().expiresAt(),
          write(message.failure()),
          attempts == null ? null : attempts.stream().map(this::write).toList());
    }

    // A recipient that it has not reached waits for the same as the message.
    private static RecipientJson write(Recipient recipient, Message message) {
      boolean waits = recipient.status().isWaiting();
      return new RecipientJson(
          recipient.address().toString(),
          recipient.address().isValid() ? null : Boolean.FALSE,
          recipient.kind(),
          waits ? message.status() : recipient.status(),
          waits ? message.reason() : null,
          waits ? message.nextAttemptAt() : null,
          recipient.reply(),
          recipient.enhancedStatus());
    }

    private AttemptJson write(Attempt attempt) {
      return new AttemptJson(
          attempt.at(),
          attempt.outcome(),
          attempt.uncertain() ? Boolean.TRUE : null,
          attempt.duration() == null ? null : attempt.duration().toMillis(),
          attempt.server(),
          attempt.reply(),
          attempt.enhancedStatus(),
          write(attempt.failure()),
          attempt.transcript());
    }

    private @Nullable FailureJson write(@Nullable SendFailure failure) {
      return failure == null
          ? null
          : new FailureJson(
              failure.step(),
              failure.code(),
              messages.getMessage(failure.message(), locale),
              messages.getMessage(failure.hint(), locale));
    }
  }
}

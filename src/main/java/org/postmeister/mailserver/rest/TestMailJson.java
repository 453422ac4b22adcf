package org.postmeister.mailserver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldReader;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.springframework.context.MessageSource;

/** The request for a test mail, and its outcome. */
final class TestMailJson {

  private TestMailJson() {}

  @Schema(name = "TestMailRequest")
  record Request(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH)
          @Nullable String recipient,
      @Schema(description = "To be tried without being saved; those that are saved if left out")
          @Nullable MailServerJson settings) {

    EmailAddress readRecipient() {
      FieldReader fields = new FieldReader();
      EmailAddress read = fields.require("recipient", recipient, EmailAddress::of);
      fields.finish();
      return FieldReader.checked(read);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TestMailResult")
  record Result(
      @Schema(allowableValues = {"SENT", "FAILED"}) String status,
      List<Step> steps,
      @Nullable Failure failure,
      @Nullable String serverReply,
      @Nullable String messageId) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TestMailStep")
  record Step(
      SendStep step,
      StepResult.Status status,
      @Schema(description = "true if the step succeeded, but its detail should be read")
          @Nullable Boolean warning,
      @Nullable String detail,
      @Nullable Long durationMillis) {}

  @Schema(name = "TestMailFailure")
  record Failure(SendStep step, String code, String message, String hint) {}

  static Result result(TestReport report, MessageSource messages, Locale locale) {
    return new Result(
        report.isSent() ? "SENT" : "FAILED",
        report.steps().stream().map(step -> step(step, messages, locale)).toList(),
        failure(report.failure(), messages, locale),
        report.serverReply(),
        report.messageId());
  }

  static @Nullable Failure failure(
      @Nullable SendFailure failure, MessageSource messages, Locale locale) {
    return failure == null
        ? null
        : new Failure(
            failure.step(),
            failure.code(),
            messages.getMessage(failure.message(), locale),
            messages.getMessage(failure.hint(), locale));
  }

  private static Step step(StepResult result, MessageSource messages, Locale locale) {
    return new Step(
        result.step(),
        result.status(),
        result.warning() ? true : null,
        result.detail() == null ? null : messages.getMessage(result.detail(), locale),
        result.duration() == null ? null : result.duration().toMillis());
  }
}

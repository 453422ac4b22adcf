package org.postmeister.delivery.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.rest.ProblemResponseFactory;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.outbox.OutboxWriter;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.TenantService;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}/messages/batch")
@Tag(name = "Messages")
class MessageBatchController {

  private final TenantService tenants;
  private final MessageService service;
  private final MessageBatchReader reader;
  private final AcceptedJson.Writer writer;
  private final QueueLimits limits;
  private final ProblemResponseFactory problems;

  MessageBatchController(
      TenantService tenants,
      MessageService service,
      MessageBatchReader reader,
      AcceptedJson.Writer writer,
      QueueLimits limits,
      ProblemResponseFactory problems) {
    this.tenants = tenants;
    this.service = service;
    this.reader = reader;
    this.writer = writer;
    this.limits = limits;
    this.problems = problems;
  }

  /** As in the description of the API. */
  record MessageBatch(
      @ArraySchema(minItems = 1, maxItems = MessageBatchReader.MOST) List<BatchMessage> messages) {}

  @Schema(allOf = NewMessageJson.class)
  record BatchMessage(
      @Schema(
              types = {"string", "null"},
              maxLength = IdempotencyKey.MAX_LENGTH,
              pattern = IdempotencyKey.SYNTAX,
              description = "What the header Idempotency-Key is to a message that is sent alone")
          @Nullable String idempotencyKey) {}

  record MessageBatchResult(
      @ArraySchema(
              schema = @Schema(anyOf = {AcceptedJson.class, ProblemDetail.class}),
              arraySchema = @Schema(description = "For each message, in the order of the request"))
          List<Object> results) {}

  @PostMapping
  @SecurityRequirement(name = "bearer", scopes = "messages:send")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "sendMessages",
      summary = "Send many messages at once",
      description =
          "Up to 500, each judged by itself: the results are in the same order, each with id and"
              + " status, or a problem with a code. Nothing is sent if the request is not"
              + " well-formed JSON or has more messages.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = MessageBatch.class))))
  MessageBatchResult send(
      @PathVariable String tenant,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    TenantId id = tenants.idOf(tenant);
    limits.write(MailOwner.of(id), response);
    List<MessageBatchReader.Element> elements = read(request, MailOwner.of(id));
    Iterator<OutboxWriter.Outcome> outcomes =
        service
            .sendAll(
                id,
                elements.stream()
                    .map(MessageBatchReader.Element::submission)
                    .filter(Objects::nonNull)
                    .toList())
            .iterator();
    List<Object> results = new ArrayList<>();
    for (MessageBatchReader.Element element : elements) {
      results.add(
          element.submission() == null
              ? problem(element.refusal(), locale)
              : result(outcomes.next(), locale));
    }
    return new MessageBatchResult(results);
  }

  private List<MessageBatchReader.Element> read(HttpServletRequest request, MailOwner owner)
      throws IOException {
    try {
      return reader.read(request.getInputStream(), owner);
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException(
          "Not a batch of messages", e, new ServletServerHttpRequest(request));
    }
  }

  private Object result(OutboxWriter.Outcome outcome, Locale locale) {
    return outcome.accepted() == null
        ? problem(outcome.refusal(), locale)
        : writer.write(outcome.accepted(), locale);
  }

  private ProblemDetail problem(@Nullable RuntimeException refusal, Locale locale) {
    return problems.of(Objects.requireNonNull(refusal), locale);
  }
}

package org.postmeister.delivery.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.Locations;
import org.postmeister.common.rest.NextPage;
import org.postmeister.common.rest.PageJson;
import org.postmeister.common.rest.Unprocessable;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.log.MessageWaitService;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.TenantService;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}/messages")
@Tag(name = "Messages", description = "Mail of a tenant, from acceptance to delivery")
class MessageController {

  private static final int LONGEST_WAIT = 60;

  private final TenantService tenants;
  private final MessageService service;
  private final MessageActionService actions;
  private final MessageWaitService waits;
  private final AcceptedJson.Writer writer;
  private final QueueLimits limits;
  private final DeliveryProperties properties;
  private final MessageSource messages;
  private final Clock clock;

  MessageController(
      TenantService tenants,
      MessageService service,
      MessageActionService actions,
      MessageWaitService waits,
      AcceptedJson.Writer writer,
      QueueLimits limits,
      DeliveryProperties properties,
      MessageSource messages,
      Clock clock) {
    this.tenants = tenants;
    this.service = service;
    this.actions = actions;
    this.waits = waits;
    this.writer = writer;
    this.limits = limits;
    this.properties = properties;
    this.messages = messages;
    this.clock = clock;
  }

  @PostMapping
  @Unprocessable({"sender_not_allowed", "header_not_allowed", "idempotency_key_reused"})
  @SecurityRequirement(name = "bearer", scopes = "messages:send")
  @SecurityRequirement(name = "basic")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Conflicts("`mail_unavailable`: there is no way to send, `reason` says why")
  @Operation(
      operationId = "sendMessage",
      summary = "Send a message",
      description =
          "Once accepted, a message is delivered, or ends in a state that says why not."
              + " The same request with the same Idempotency-Key is accepted again and sent"
              + " once. 409 with the reason while there is no mail route; 413 if it is too"
              + " large; 429 while too many are waiting.")
  ResponseEntity<AcceptedJson> send(
      @PathVariable String tenant,
      @Parameter(
              description = "The same key with the same message sends it once",
              schema =
                  @Schema(
                      minLength = 1,
                      maxLength = IdempotencyKey.MAX_LENGTH,
                      pattern = IdempotencyKey.SYNTAX))
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @RequestBody NewMessageJson json,
      HttpServletResponse response,
      Locale locale) {
    TenantId id = tenants.idOf(tenant);
    limits.write(MailOwner.of(id), response);
    FieldReader fields = new FieldReader();
    IdempotencyKey key = fields.read("Idempotency-Key", idempotencyKey, IdempotencyKey::new);
    fields.finish();
    Outbox.Accepted accepted =
        service.send(
            id, json.read(MailOwner.of(id), properties.maxRecipients(), clock.instant()), key);
    return ResponseEntity.accepted()
        .location(Locations.of("messages", Long.toString(accepted.id())))
        .body(writer.write(accepted, locale));
  }

  @GetMapping
  @SecurityRequirement(name = "bearer", scopes = "messages:read")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "listTenantMessages",
      summary = "Read the message log",
      description =
          "Newest first. For older messages, pass the id of the last one as before. The"
              + " query is searched for in subjects and addresses.")
  List<MessageJson> list(
      @PathVariable String tenant,
      @RequestParam(required = false) @Nullable MessageStatus status,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit,
      Locale locale) {
    TenantId id = tenants.idOf(tenant);
    NextPage.requireLimit(limit);
    MessageQuery wanted =
        MessageQuery.ALL.about(PageJson.searched("query", query)).of(MailOwner.of(id));
    if (status != null) {
      wanted = wanted.in(status);
    }
    MessageJson.Writer entries = new MessageJson.Writer(messages, locale);
    return NextPage.linked(
            service.find(wanted, before, 0, limit + 1),
            limit,
            "before",
            last -> Long.toString(last.id()))
        .stream()
        .map(message -> entries.write(message, null))
        .toList();
  }

  @GetMapping("/{id}")
  @SecurityRequirement(name = "bearer", scopes = "messages:read")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "getMessage",
      summary = "Read a message and its attempts",
      description =
          "With wait, responds when the message has ended, at the latest after so many seconds."
              + " 429 if too many requests wait already.")
  MessageJson get(
      @PathVariable String tenant,
      @PathVariable long id,
      @Parameter(
              description = "In seconds",
              schema =
                  @Schema(
                      type = "integer",
                      format = "int32",
                      minimum = "0",
                      maximum = "" + LONGEST_WAIT,
                      defaultValue = "0"))
          @RequestParam(defaultValue = "0")
          int wait,
      Locale locale)
      throws InterruptedException {
    if (wait < 0 || wait > LONGEST_WAIT) {
      FieldReader fields = new FieldReader();
      fields.refuse("wait", "out_of_range", "0", Integer.toString(LONGEST_WAIT));
      fields.finish();
    }
    MessageService.TriedMessage tried = own(tenant, id);
    return answer(
        wait == 0 ? tried : waits.await(tried.message().id(), Duration.ofSeconds(wait)), locale);
  }

  @PostMapping("/{id}/retry")
  @SecurityRequirement(
      name = "bearer",
      scopes = {"messages:send", "messages:read"})
  @SecurityRequirement(name = "basic")
  @Conflicts(
      "`message_delivered`: it has reached every recipient; or `message_being_sent`,"
          + " `message_content_deleted`")
  @Operation(
      operationId = "retryMessage",
      summary = "Retry a message now",
      description =
          "For all recipients that it has not reached. 409 if it has reached all of them.")
  MessageJson retry(@PathVariable String tenant, @PathVariable long id, Locale locale) {
    actions.retry(own(tenant, id).message().id());
    return answer(service.getTried(id), locale);
  }

  @PostMapping("/{id}/cancel")
  @SecurityRequirement(
      name = "bearer",
      scopes = {"messages:send", "messages:read"})
  @SecurityRequirement(name = "basic")
  @Conflicts("`message_ended`: it has arrived, or has been cancelled")
  @Operation(
      operationId = "cancelMessage",
      summary = "Cancel a waiting message",
      description =
          "One that is being sent is cut off, unless the server already has all of it. 409 if it"
              + " has ended.")
  MessageJson cancel(@PathVariable String tenant, @PathVariable long id, Locale locale) {
    actions.cancel(own(tenant, id).message().id());
    return answer(service.getTried(id), locale);
  }

  private MessageJson answer(MessageService.TriedMessage tried, Locale locale) {
    return new MessageJson.Writer(messages, locale).write(tried.message(), tried.attempts());
  }

  private MessageService.TriedMessage own(String tenant, long id) {
    TenantId owner = tenants.idOf(tenant);
    MessageService.TriedMessage tried = service.getTried(id);
    if (!tried.message().owner().equals(MailOwner.of(owner))) {
      throw MessageNotFoundException.ofAnotherTenant();
    }
    return tried;
  }
}

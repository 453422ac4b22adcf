package org.postmeister.delivery.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.NextPage;
import org.postmeister.common.rest.PageJson;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.TenantNames;
import org.postmeister.tenant.TenantService;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/messages")
@Tag(name = "Messages")
class AllMessagesController {

  private final MessageService service;
  private final TenantService tenants;
  private final TenantNames names;
  private final MessageSource messages;

  AllMessagesController(
      MessageService service, TenantService tenants, TenantNames names, MessageSource messages) {
    this.service = service;
    this.tenants = tenants;
    this.names = names;
    this.messages = messages;
  }

  @GetMapping
  @SecurityRequirement(name = "bearer", scopes = "messages:read")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "listMessages",
      summary = "Read the message log of all tenants and of the system",
      description =
          "For system administrators and the system's tokens. Newest first; the header Link"
              + " leads to older ones, and is missing on the last page.")
  List<MessageJson> list(
      @Parameter(description = "The name of a tenant, or system for the system's own messages")
          @RequestParam(required = false)
          @Nullable String tenant,
      @Parameter(description = "Several states: status=QUEUED&status=DEFERRED")
          @RequestParam(defaultValue = "")
          Set<MessageStatus> status,
      @Parameter(description = "The whole address of one of the recipients")
          @RequestParam(required = false)
          @Nullable String recipient,
      @Parameter(description = "With or without its angle brackets")
          @RequestParam(defaultValue = "")
          String messageId,
      @Parameter(description = "Looked for in subjects and addresses")
          @RequestParam(defaultValue = "")
          String query,
      @Parameter(description = "Accepted then or later") @RequestParam(required = false)
          @Nullable Instant from,
      @Parameter(description = "Accepted before") @RequestParam(required = false)
          @Nullable Instant to,
      @RequestParam(defaultValue = "100") int limit,
      @Parameter(description = "From the link to the next page") @RequestParam(required = false)
          @Nullable String cursor,
      Locale locale) {
    NextPage.requireLimit(limit);
    FieldReader fields = new FieldReader();
    EmailAddress address = fields.read("recipient", recipient, EmailAddress::of);
    Long before = fields.read("cursor", cursor, NextPage::position);
    fields.finish();
    MessageQuery wanted =
        MessageQuery.ALL
            .about(PageJson.searched("query", query))
            .in(status)
            .between(from, to)
            .to(address)
            .withMessageId(PageJson.searched("messageId", messageId));
    List<Message> found =
        NextPage.linked(
            service.findAll(tenant == null ? wanted : wanted.of(owner(tenant)), before, limit + 1),
            limit,
            "cursor",
            last -> NextPage.cursor(last.id()));
    Map<TenantId, TenantName> known =
        names.namesOf(
            found.stream()
                .map(message -> message.owner().tenant())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
    MessageJson.Writer writer = new MessageJson.Writer(messages, locale);
    return found.stream()
        .map(message ->
            writer.write(message, message.owner().tenant().map(known::get).orElse(null), null))
        .toList();
  }

  private MailOwner owner(String name) {
    return name.equalsIgnoreCase(TenantName.RESERVED)
        ? MailOwner.SYSTEM
        : MailOwner.of(tenants.idOf(name));
  }
}

package org.postmeister.supportrequest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.Locations;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.rest.AttachmentJson;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.supportrequest.NewSupportRequest;
import org.postmeister.supportrequest.SupportRequest;
import org.postmeister.supportrequest.SupportRequestService;
import org.postmeister.tenant.TenantService;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}/support-requests")
@Tag(name = "Support requests", description = "Asking for help on behalf of a tenant")
class SupportRequestController {

  private final TenantService tenants;
  private final SupportRequestService service;

  SupportRequestController(TenantService tenants, SupportRequestService service) {
    this.tenants = tenants;
    this.service = service;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SupportRequest")
  record SupportRequestJson(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SingleLine.MAX_LENGTH)
          @Nullable String subject,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LongText.MAX_LENGTH)
          @Nullable String message,
      @Schema(
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH,
              description =
                  "Where replies go; if missing, to the caller's login, if that is an address")
          @Nullable String replyTo,
      @ArraySchema(maxItems = RequestLimits.ATTACHMENTS)
          @Nullable List<@Nullable AttachmentJson> attachments) {}

  @Schema(name = "SentSupportRequest")
  record SentJson(
      String number,
      String sentTo,
      @Schema(description = "The id in the message log") long messageId,
      @Schema(implementation = MessageStatus.class) String status) {

    static SentJson of(SupportRequest request) {
      return new SentJson(
          request.number(),
          request.sentTo().toString(),
          request.message(),
          String.valueOf(request.status()));
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Conflicts(
      "`support_address_missing`, or `mail_unavailable`: there is no way to send, `reason` says"
          + " why")
  @Operation(
      operationId = "sendSupportRequest",
      summary = "Send a support request",
      description =
          "Goes to the support address that applies to the tenant, with system"
              + " information if the support options say so. 409 with the reason while there is"
              + " no mail route, and while nobody has entered a support address.")
  ResponseEntity<SentJson> send(
      @PathVariable String tenant, @RequestBody SupportRequestJson json, Locale locale) {
    MailOwner owner = MailOwner.of(tenants.get(tenant).id());
    FieldReader fields = new FieldReader();
    SingleLine subject = fields.require("subject", json.subject(), SingleLine::of);
    LongText message = fields.require("message", json.message(), LongText::new);
    EmailAddress replyTo = fields.read("replyTo", json.replyTo(), EmailAddress::of);
    List<Attachment> files = AttachmentJson.read(json.attachments(), fields);
    fields.finish();
    SupportRequest sent =
        service.send(
            new NewSupportRequest(
                owner,
                FieldReader.checked(subject),
                FieldReader.checked(message),
                replyTo == null ? service.ownAddress().orElse(null) : replyTo,
                files),
            locale);
    return ResponseEntity.accepted()
        .location(Locations.of("messages", Long.toString(sent.message())))
        .body(SentJson.of(sent));
  }
}

package org.postmeister.support.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/system/support")
@Tag(name = "Support options", description = "Where support requests go and what is attached")
class SupportOptionsController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SupportOptions")
  record SupportOptionsJson(
      @Schema(
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH,
              description = "Where support requests go; nobody can send one without")
          @Nullable String address,
      @Nullable Boolean tenantAddressAllowed,
      @Nullable Boolean attachSystemInformation) {}

  private final SupportOptionsService service;

  SupportOptionsController(SupportOptionsService service) {
    this.service = service;
  }

  @GetMapping
  @Operation(operationId = "getSupportOptions", summary = "Read the support options")
  ResponseEntity<SupportOptionsJson> get() {
    return answer(service.get());
  }

  @PutMapping
  @Operation(operationId = "putSupportOptions", summary = "Replace the support options")
  ResponseEntity<SupportOptionsJson> put(
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody SupportOptionsJson json) {
    FieldReader fields = new FieldReader();
    EmailAddress address = fields.read("address", json.address(), EmailAddress::of);
    fields.finish();
    SupportOptions options =
        new SupportOptions(
            address,
            Boolean.TRUE.equals(json.tenantAddressAllowed()),
            Boolean.TRUE.equals(json.attachSystemInformation()));
    return answer(service.save(options, EntityTags.revision(ifMatch)));
  }

  private static ResponseEntity<SupportOptionsJson> answer(SupportOptions.Stored stored) {
    SupportOptions options = stored.options();
    return ResponseEntity.ok()
        .eTag(EntityTags.of(stored.revision()))
        .body(
            new SupportOptionsJson(
                options.address() == null ? null : options.address().toString(),
                options.tenantAddressAllowed(),
                options.attachSystemInformation()));
  }
}

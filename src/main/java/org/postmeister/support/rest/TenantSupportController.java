package org.postmeister.support.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.support.TenantSupport;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.TenantService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "Support address", description = "Where support requests of a tenant go")
class TenantSupportController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TenantSupport")
  record SupportJson(
      @Schema(
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH,
              description = "The tenant's own")
          @Nullable String address,
      @Schema(
              accessMode = Schema.AccessMode.READ_ONLY,
              description = "Where its support requests go")
          @Nullable String effectiveAddress) {}

  private final TenantService tenants;
  private final TenantSupportService support;

  TenantSupportController(TenantService tenants, TenantSupportService support) {
    this.tenants = tenants;
    this.support = support;
  }

  @GetMapping("/support")
  @Operation(operationId = "getTenantSupport", summary = "Read the support address")
  ResponseEntity<SupportJson> support(@PathVariable String tenant) {
    return answer(support.get(id(tenant)));
  }

  @PutMapping("/support")
  @Conflicts("`not_allowed_by_policy`: the tenant may have no support address of its own")
  @Operation(
      operationId = "putTenantSupport",
      summary = "Replace the support address",
      description = "409 unless the support options allow tenants an address of their own.")
  ResponseEntity<SupportJson> putSupport(
      @PathVariable String tenant,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody SupportJson json) {
    FieldReader fields = new FieldReader();
    EmailAddress address = fields.read("address", json.address(), EmailAddress::of);
    fields.finish();
    return answer(support.save(id(tenant), address, EntityTags.revision(ifMatch)));
  }

  private TenantId id(String tenant) {
    return tenants.get(tenant).id();
  }

  private static ResponseEntity<SupportJson> answer(TenantSupport support) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(support.revision()))
        .body(new SupportJson(text(support.address()), text(support.effectiveAddress())));
  }

  private static @Nullable String text(@Nullable EmailAddress address) {
    return address == null ? null : address.toString();
  }
}

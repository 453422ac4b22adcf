package org.postmeister.tenant.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.common.rest.Locations;
import org.postmeister.common.rest.PartialUpdate;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants")
@Tag(name = "Tenants", description = "Isolated customers of the platform")
class TenantController {

  private final TenantService service;

  TenantController(TenantService service) {
    this.service = service;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Conflicts("`license_exceeded`: the license allows no more tenants")
  @Operation(
      operationId = "createTenant",
      summary = "Create a tenant",
      description =
          "The response contains the invitation of its first administrator, shown only"
              + " this once.")
  ResponseEntity<TenantJson> create(@RequestBody NewTenantJson json) {
    TenantService.Created created = service.create(json.read());
    return ResponseEntity.created(Locations.of("tenants", created.tenant().name().value()))
        .eTag(EntityTags.of(created.tenant().revision()))
        .body(TenantJson.of(created.tenant(), created.invitation()));
  }

  @GetMapping("/{tenant}")
  @Operation(operationId = "getTenant", summary = "Read a tenant")
  ResponseEntity<TenantJson> get(@PathVariable String tenant) {
    return answer(service.get(tenant));
  }

  @PatchMapping("/{tenant}")
  @Operation(
      operationId = "changeTenant",
      summary = "Change a tenant",
      description =
          "Fields that are left out stay as they are: displayName, description, language, active.")
  ResponseEntity<TenantJson> change(
      @PathVariable String tenant,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = TenantChangeJson.class)))
          @RequestBody
          Map<String, @Nullable Object> body) {
    PartialUpdate update = new PartialUpdate(body, TenantChangeJson.class);
    return answer(
        service.change(
            service.get(tenant).id(),
            before -> merged(before, update),
            EntityTags.revision(ifMatch)));
  }

  private static TenantData merged(TenantData before, PartialUpdate update) {
    TenantData data =
        new TenantData(
            update.optional("displayName", SingleLine::of, before.displayName()),
            update.optional("description", MultiLine::of, before.description()),
            update.required("language", TenantData::language, before.language()),
            update.flag("active", before.active()));
    update.finish();
    return data;
  }

  @DeleteMapping("/{tenant}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Conflicts("`messages_waiting`: messages of the tenant are still waiting")
  @Operation(
      operationId = "deleteTenant",
      summary = "Delete a tenant",
      description = "Including its mail server, policy and tokens. 409 while it has waiting mail.")
  void delete(@PathVariable String tenant) {
    service.delete(service.get(tenant).id());
  }

  private static ResponseEntity<TenantJson> answer(Tenant tenant) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(tenant.revision()))
        .body(TenantJson.of(tenant, null));
  }
}

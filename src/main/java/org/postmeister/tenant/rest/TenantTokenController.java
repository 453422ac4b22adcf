package org.postmeister.tenant.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.postmeister.security.rest.NewTokenJson;
import org.postmeister.security.rest.TokenJson;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.tenant.TenantService;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SecurityRequirement(name = "basic")
@RequestMapping("/api/v1/tenants/{tenant}/api-tokens")
@Tag(name = "API tokens")
class TenantTokenController {

  private final TenantService tenants;
  private final ApiTokenService service;
  private final Clock clock;

  TenantTokenController(TenantService tenants, ApiTokenService service, Clock clock) {
    this.tenants = tenants;
    this.service = service;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      operationId = "listTenantApiTokens",
      summary = "List the tokens of a tenant",
      description = "The tokens themselves are not stored.")
  List<TokenJson> list(@PathVariable String tenant) {
    return service.listOf(tenants.get(tenant).id()).stream()
        .map(info -> TokenJson.of(info, null, clock.instant()))
        .toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "createTenantApiToken",
      summary = "Create a token of a tenant",
      description = "The response contains the token, only this once.")
  ResponseEntity<TokenJson> create(@PathVariable String tenant, @RequestBody NewTokenJson json) {
    return TokenJson.created(
        service.createOf(tenants.get(tenant).id(), json.read()), clock.instant());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "revokeTenantApiToken", summary = "Revoke a token of a tenant")
  void revoke(@PathVariable String tenant, @PathVariable UUID id) {
    service.revokeOf(tenants.get(tenant).id(), id);
  }
}

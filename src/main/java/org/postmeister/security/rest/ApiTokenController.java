package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.postmeister.security.token.ApiTokenService;
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
@RequestMapping("/api/v1/api-tokens")
@Tag(
    name = "API tokens",
    description = "For programs that call this API; tokens cannot manage tokens")
class ApiTokenController {

  private final ApiTokenService service;
  private final Clock clock;

  ApiTokenController(ApiTokenService service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      operationId = "listApiTokens",
      summary = "List tokens",
      description = "The tokens themselves are not stored.")
  List<TokenJson> list() {
    return service.list().stream().map(info -> TokenJson.of(info, null, clock.instant())).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "createApiToken",
      summary = "Create a token",
      description =
          "For one tenant, or for the system. The response contains the token, only this"
              + " once.")
  ResponseEntity<TokenJson> create(@RequestBody NewTokenJson json) {
    return TokenJson.created(service.create(json.read()), clock.instant());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "revokeApiToken", summary = "Revoke a token")
  void revoke(@PathVariable UUID id) {
    service.revoke(id);
  }
}

package org.postmeister.security.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.FieldReader;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.security.ApiTokenInfo;
import org.postmeister.security.ApiTokenService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-tokens")
@Tag(name = "API tokens", description = "With which programs call this API; not managed by tokens")
class ApiTokenController {

  record NewTokenJson(@Nullable String name, @Nullable String tenant, @Nullable String expiresAt) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenJson(
      UUID id,
      String name,
      @Nullable String tenant,
      String createdBy,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable String token) {

    static TokenJson of(ApiTokenInfo info, @Nullable String token) {
      return new TokenJson(
          info.id(),
          info.name(),
          info.tenant() == null ? null : info.tenant().value(),
          info.createdBy(),
          info.createdAt(),
          info.expiresAt(),
          info.lastUsedAt(),
          token);
    }

    @Override
    public String toString() {
      return "TokenJson[" + name + "]";
    }
  }

  private final ApiTokenService service;

  ApiTokenController(ApiTokenService service) {
    this.service = service;
  }

  @GetMapping
  @Operation(summary = "List tokens", description = "The tokens themselves are not stored.")
  List<TokenJson> list() {
    return service.list().stream().map(info -> TokenJson.of(info, null)).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Create a token",
      description = "For one tenant, or for the system. The answer has the token, this once.")
  TokenJson create(@RequestBody NewTokenJson json) {
    FieldReader fields = new FieldReader();
    SingleLine name = fields.require("name", json.name(), SingleLine::new);
    TenantName tenant = fields.read("tenant", json.tenant(), TenantName::new);
    Instant expiresAt = fields.read("expiresAt", json.expiresAt(), ApiTokenController::instant);
    fields.finish();
    ApiTokenService.Created created = service.create(FieldReader.checked(name), tenant, expiresAt);
    return TokenJson.of(created.info(), created.token());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revoke a token")
  void revoke(@PathVariable UUID id) {
    service.revoke(id);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidValueException("time", "syntax");
    }
  }
}

package org.postmeister.tenantlist.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.PageJson;
import org.postmeister.common.table.TableFormat;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.tenantlist.TenantExport;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.TenantSort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/tenants")
@Tag(name = "Tenants")
class TenantListController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TenantInList")
  record TenantJson(
      String name,
      @Nullable String displayName,
      boolean active,
      RouteJson mailRoute,
      @Nullable AuthenticationMode authentication,
      @Nullable LocalDate clientSecretExpiresOn,
      @Nullable String senderAddress,
      @Nullable TestJson lastTest,
      boolean systemServerAllowed,
      boolean ownServerAllowed,
      @Nullable String supportAddress) {

    static TenantJson of(TenantOverview tenant) {
      return new TenantJson(
          tenant.name().value(),
          tenant.displayName(),
          tenant.active(),
          RouteJson.of(tenant),
          tenant.authenticationMode(),
          tenant.secretExpiresOn(),
          tenant.sender(),
          tenant.lastTestAt() == null
              ? null
              : new TestJson(
                  tenant.lastTestAt(),
                  tenant.lastTestCode() == null ? "SENT" : "FAILED",
                  tenant.lastTestCode()),
          tenant.policy().systemServerAllowed(),
          tenant.policy().ownServerAllowed(),
          tenant.supportAddress());
    }
  }

  @Schema(name = "TenantRoute")
  record RouteJson(
      @Schema(allowableValues = {"TENANT", "SYSTEM", "NONE"}) String via,
      @Schema(allowableValues = {"SYSTEM_MAIL_OFF", "TENANT_INACTIVE", "NO_SERVER_FOR_TENANT"})
          @Nullable String reason) {

    static RouteJson of(TenantOverview tenant) {
      return new RouteJson(
          tenant.route().via(), tenant.route().isOpen() ? null : tenant.route().name());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "LastTestMail")
  record TestJson(
      Instant at,
      @Schema(allowableValues = {"SENT", "FAILED"}) String status,
      @Nullable String code) {}

  private final TenantOverviewService service;
  private final TenantExport exports;

  TenantListController(TenantOverviewService service, TenantExport exports) {
    this.service = service;
    this.exports = exports;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "listTenants",
      summary = "List tenants with their mail routes",
      description =
          "Filters match parts of texts, ignoring case and accents. As CSV, with Accept: text/csv.")
  PageJson<TenantJson> list(
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = PageJson.DEFAULT_SIZE) int size,
      @RequestParam(defaultValue = "name") String sort,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    int offset = PageJson.offset(page, size);
    TenantFilter filter = filter(parameters);
    FieldReader fields = new FieldReader();
    TenantSort order = fields.require("sort", sort, TenantSort::of);
    fields.finish();
    TenantOverviewService.Page found =
        service.page(filter, FieldReader.checked(order), offset, size);
    return new PageJson<>(
        found.tenants().stream().map(TenantJson::of).toList(), page, size, found.total());
  }

  @GetMapping(produces = "text/csv")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  @Operation(operationId = "exportTenants", summary = "Download the list as CSV")
  ResponseEntity<StreamingResponseBody> export(
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    TenantFilter filter = filter(parameters);
    service.beginExport(filter);
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tenants.csv\"")
        .body(out -> exports.write(filter, TableFormat.CSV, "", out));
  }

  private static TenantFilter filter(Map<String, String> parameters) {
    parameters.forEach(PageJson::searched);
    FieldReader fields = new FieldReader();
    TenantFilter filter = fields.require("filter", "", any -> TenantFilter.of(parameters));
    fields.finish();
    return FieldReader.checked(filter);
  }
}

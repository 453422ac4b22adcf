package org.postmeister.audit.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditExport;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.rest.NextPage;
import org.postmeister.common.rest.PageJson;
import org.postmeister.common.table.TableFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = "Who did what, when and from where")
class AuditController {

  private final AuditService service;
  private final AuditExport exports;

  AuditController(AuditService service, AuditExport exports) {
    this.service = service;
    this.exports = exports;
  }

  @GetMapping
  @Operation(
      operationId = "listAuditEntries",
      summary = "Read the audit trail",
      description = "Newest first. For older entries, pass the id of the last one as before.")
  List<AuditEntry> list(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable AuditAction action,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant until) {
    NextPage.requireLimit(limit);
    return NextPage.linked(
        service.find(
            new AuditQuery(PageJson.searched("query", query), action, tenant, from, until),
            before,
            0,
            limit + 1),
        limit,
        "before",
        last -> Long.toString(last.id()));
  }

  @GetMapping("/export")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  @Operation(operationId = "exportAuditEntries", summary = "Download the audit trail as CSV")
  ResponseEntity<StreamingResponseBody> export(
      @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable AuditAction action,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant until) {
    AuditQuery wanted =
        new AuditQuery(PageJson.searched("query", query), action, tenant, from, until);
    service.beginExport(wanted);
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", java.nio.charset.StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")
        .body(out -> exports.write(wanted, TableFormat.CSV, "", out));
  }
}

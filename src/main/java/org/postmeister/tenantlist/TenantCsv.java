package org.postmeister.tenantlist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.postmeister.common.CsvWriter;
import org.springframework.stereotype.Component;

/** The list as a table for spreadsheets. */
@Component
public class TenantCsv {

  private static final List<String> HEADER =
      List.of(
          "name",
          "displayName",
          "active",
          "route",
          "authentication",
          "clientSecretExpiresOn",
          "sender",
          "lastTestAt",
          "lastTest",
          "systemServerAllowed",
          "ownServerAllowed",
          "supportAddress");

  private final TenantOverviewService service;

  TenantCsv(TenantOverviewService service) {
    this.service = service;
  }

  /** Writes all matches by name, batch by batch, in UTF-8. */
  public void write(TenantFilter filter, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = new CsvWriter(writer, HEADER);
    service.each(filter, tenant -> csv.row(cells(tenant)));
    writer.flush();
  }

  private static List<?> cells(TenantOverview tenant) {
    return Arrays.asList(
        tenant.name(),
        tenant.displayName(),
        tenant.active(),
        tenant.route(),
        tenant.authenticationMode(),
        tenant.secretExpiresOn(),
        tenant.sender(),
        tenant.lastTestAt(),
        tenant.lastTestAt() == null
            ? null
            : tenant.lastTestCode() == null ? "sent" : tenant.lastTestCode(),
        tenant.policy().systemServerAllowed(),
        tenant.policy().ownServerAllowed(),
        tenant.supportAddress());
  }
}

package org.postmeister.tenantlist;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.table.TableWriter;
import org.springframework.stereotype.Component;

/** The list as a table for spreadsheets and programs; {@link ImportFile} reads it. */
@Component
public class TenantExport {

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

  TenantExport(TenantOverviewService service) {
    this.service = service;
  }

  /**
   * Writes all matches by name, batch by batch.
   *
   * @param title of the sheet
   */
  public void write(TenantFilter filter, TableFormat format, String title, OutputStream out)
      throws IOException {
    TableWriter table = format.open(out, title, HEADER);
    service.each(filter, tenant -> table.row(cells(tenant)));
    table.finish();
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

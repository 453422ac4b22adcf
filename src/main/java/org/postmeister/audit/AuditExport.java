package org.postmeister.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.table.TableWriter;
import org.springframework.stereotype.Component;

/** The trail as a table for spreadsheets and programs. */
@Component
public class AuditExport {

  private static final List<String> HEADER =
      List.of("id", "at", "actor", "address", "door", "action", "subject", "tenant", "changes");

  private final AuditService service;

  AuditExport(AuditService service) {
    this.service = service;
  }

  /**
   * Writes all matching entries, batch by batch.
   *
   * @param title of the sheet
   */
  public void write(AuditQuery query, TableFormat format, String title, OutputStream out)
      throws IOException {
    TableWriter table = format.open(out, title, HEADER);
    service.each(
        query,
        entry ->
            table.row(
                Arrays.asList(
                    entry.id(),
                    entry.at(),
                    entry.actor(),
                    entry.address(),
                    entry.door(),
                    entry.action(),
                    entry.subject(),
                    entry.tenant(),
                    changes(entry))));
    table.finish();
  }

  private static String changes(AuditEntry entry) {
    return entry.changes().stream()
        .map(change ->
            change.field()
                + ": "
                + (change.before() == null ? "" : change.before())
                + " -> "
                + (change.after() == null ? "" : change.after()))
        .collect(Collectors.joining(" | "));
  }
}

package org.postmeister.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.postmeister.common.CsvWriter;
import org.springframework.stereotype.Component;

/** The trail as a table for spreadsheets. */
@Component
public class AuditCsv {

  private static final List<String> HEADER =
      List.of("id", "at", "actor", "address", "door", "action", "subject", "tenant", "changes");

  private final AuditService service;

  AuditCsv(AuditService service) {
    this.service = service;
  }

  /** Writes all matching entries, batch by batch, in UTF-8. */
  public void write(AuditQuery query, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = new CsvWriter(writer, HEADER);
    service.each(
        query,
        entry ->
            csv.row(
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
    writer.flush();
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

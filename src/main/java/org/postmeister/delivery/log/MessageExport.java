package org.postmeister.delivery.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.table.TableWriter;
import org.postmeister.delivery.Message;
import org.postmeister.security.TenantNames;
import org.springframework.stereotype.Component;

/** The message log as a table for spreadsheets and programs. */
@Component
public class MessageExport {

  private static final List<String> HEADER =
      List.of(
          "id",
          "tenant",
          "status",
          "subject",
          "recipients",
          "acceptedAt",
          "endedAt",
          "nextAttemptAt",
          "attempts",
          "size",
          "messageId",
          "failure",
          "via",
          "client");

  private final MessageService service;
  private final TenantNames names;

  MessageExport(MessageService service, TenantNames names) {
    this.service = service;
    this.names = names;
  }

  /**
   * Writes all that match and that the caller may see, newest first, batch by batch.
   *
   * @param title of the sheet
   */
  public void write(MessageQuery query, TableFormat format, String title, OutputStream out)
      throws IOException {
    TableWriter table = format.open(out, title, HEADER);
    service.each(
        query,
        batch -> {
          Map<TenantId, TenantName> known =
              names.namesOf(
                  batch.stream()
                      .flatMap(message -> message.owner().tenant().stream())
                      .distinct()
                      .toList());
          batch.forEach(message ->
              table.row(cells(message, message.owner().tenant().map(known::get).orElse(null))));
        });
    table.finish();
  }

  private static List<?> cells(Message message, @Nullable TenantName tenant) {
    return Arrays.asList(
        message.id(),
        tenant,
        message.status(),
        message.subject(),
        message.recipients().stream()
            .map(recipient -> recipient.address() + " " + recipient.status())
            .collect(Collectors.joining(", ")),
        message.acceptedAt(),
        message.endedAt(),
        message.nextAttemptAt(),
        message.attempts(),
        message.size(),
        message.messageId(),
        message.failure() == null ? null : message.failure().code(),
        message.origin() == null ? null : message.origin().via(),
        message.origin() == null ? null : message.origin().client());
  }
}

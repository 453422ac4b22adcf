package org.postmeister.tenantlist;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.tenant.Tenant;

/**
 * A tenant with everything that an import can change.
 *
 * @param tenant null if there is none of that name yet
 * @param server null if it has none of its own
 * @param texts the same as files have it
 */
record StoredTenant(
    @Nullable Tenant tenant,
    MailPolicy policy,
    @Nullable EmailAddress supportAddress,
    @Nullable MailServer server,
    Map<ImportColumn, String> texts) {

  static final StoredTenant NONE =
      new StoredTenant(null, MailPolicy.ALL_ALLOWED, null, null, Map.of());

  /** In place of secrets, which are not shown. */
  static final String SECRET = "***";

  // By what people recognize a tenant.
  private static final Set<ImportColumn> ALWAYS =
      Set.of(ImportColumn.DISPLAY_NAME, ImportColumn.HOST, ImportColumn.SENDER_ADDRESS);

  /**
   * What of a line differs from what is stored. Values that are the same are not even checked: what
   * was stored under earlier rules can stay. Those of a mail server belong together.
   */
  SequencedMap<String, String> changesIn(ImportLine line) {
    SequencedMap<String, String> changes = new LinkedHashMap<>(line.values());
    Predicate<Map.Entry<String, String>> same =
        value ->
            ImportColumn.of(value.getKey())
                .map(column -> value.getValue().equals(texts.get(column)) && !column.isSecret())
                .orElse(false);
    Predicate<Map.Entry<String, String>> ofServer =
        value -> value.getKey().startsWith(ImportColumn.SERVER);
    changes.entrySet().removeIf(same.and(ofServer.negate()));
    if (changes.entrySet().stream().filter(ofServer).allMatch(same)) {
      changes.entrySet().removeIf(ofServer);
    }
    return changes;
  }

  /** Beside what it became. */
  List<ImportResult.Cell> comparedWith(StoredTenant after, ImportLine line) {
    Map<ImportColumn, String> afterwards = new HashMap<>();
    afterwards.putAll(after.texts);
    // Of secrets and administrators, only what the file gives.
    afterwards.keySet().removeIf(ImportColumn::isSecret);
    given(line)
        .forEach((column, text) -> {
          if (column.isSecret() || column.isOfAdministrator()) {
            afterwards.put(column, text);
          }
        });
    return cells(afterwards);
  }

  /** Beside what a line would have made of it, had it not been refused. */
  List<ImportResult.Cell> comparedWith(ImportLine refused) {
    Map<ImportColumn, String> afterwards = new HashMap<>();
    texts.forEach((column, text) -> {
      if (!column.isSecret()) {
        afterwards.put(column, text);
      }
    });
    afterwards.putAll(given(refused));
    afterwards.remove(ImportColumn.NAME);
    return cells(afterwards);
  }

  private static Map<ImportColumn, String> given(ImportLine line) {
    Map<ImportColumn, String> given = new HashMap<>();
    line.values()
        .forEach((name, value) ->
            ImportColumn.of(name)
                .ifPresent(column -> given.put(column, column.isSecret() ? SECRET : value)));
    return given;
  }

  private List<ImportResult.Cell> cells(Map<ImportColumn, String> afterwards) {
    return ImportColumn.all().stream()
        .map(column -> new ImportResult.Cell(column, texts.get(column), afterwards.get(column)))
        .filter(
            cell -> cell.isChanged() || (ALWAYS.contains(cell.column()) && cell.after() != null))
        .toList();
  }
}

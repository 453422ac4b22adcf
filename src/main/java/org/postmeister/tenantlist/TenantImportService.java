package org.postmeister.tenantlist;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.table.UnreadableTableException;
import org.postmeister.security.RequiresSystemAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Imports tenants with their settings from a file. The dry run does everything that the import
 * does, with the same services, and rolls it back.
 */
@Service
@RequiresSystemAdmin
public class TenantImportService {

  /** Of a file, in bytes. */
  public static final int MAX_SIZE = ImportFile.MAX_SIZE;

  private static final Logger log = LoggerFactory.getLogger(TenantImportService.class);

  private final ImportedTenant importer;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;

  TenantImportService(
      ImportedTenant importer,
      TransactionOperations transaction,
      ApplicationEventPublisher events) {
    this.importer = importer;
    this.transaction = transaction;
    this.events = events;
  }

  /**
   * Reports for each line of the file what an import would do; stores nothing.
   *
   * @param fileName decides whether it is YAML or a table
   * @throws UnreadableImportException if the file does not describe tenants, or is too large
   * @throws UnreadableTableException if it is no table
   */
  public ImportPreview dryRun(String fileName, byte[] content) {
    ImportFile file = ImportFile.read(fileName, content);
    Duplicates duplicates = new Duplicates();
    int[] created = {0};
    List<ImportResult> results =
        file.lines().stream()
            .map(line -> {
              ImportResult result = outcome(line, duplicates, true, created[0]);
              created[0] += result.outcome() == ImportResult.Outcome.CREATED ? 1 : 0;
              return result.withoutInvitation();
            })
            .toList();
    return new ImportPreview(file.readAs(), file.told(), results);
  }

  /**
   * Imports the file, each line in a separate transaction; a refused line leaves nothing behind and
   * does not affect the others.
   *
   * @param listener receives the result of each line as it is available
   * @throws UnreadableImportException if the file does not describe tenants, or is too large
   * @throws UnreadableTableException if it is no table
   */
  public void run(String fileName, byte[] content, Consumer<ImportResult> listener) {
    List<ImportLine> lines = ImportFile.read(fileName, content).lines();
    Duplicates duplicates = new Duplicates();
    Map<String, Integer> counts = new HashMap<>();
    try {
      for (ImportLine line : lines) {
        ImportResult result = outcome(line, duplicates, false, 0);
        counts.merge(result.outcome().name(), 1, Integer::sum);
        listener.accept(result);
      }
    } finally {
      record(fileName, counts);
    }
  }

  private void record(String fileName, Map<String, Integer> counts) {
    transaction.executeWithoutResult(status -> {
      AuditEvent.Fields fields = new AuditEvent.Fields();
      for (ImportResult.Outcome outcome : ImportResult.Outcome.values()) {
        fields.with(outcome.name().toLowerCase(Locale.ROOT), counts.get(outcome.name()));
      }
      events.publishEvent(
          AuditEvent.of(
              AuditAction.TENANTS_IMPORTED, fileName, new AuditEvent.Fields().changesTo(fields)));
    });
  }

  /** Names in earlier lines of the file. */
  private static final class Duplicates {

    private final Set<String> seen = new HashSet<>();

    boolean has(ImportLine line) {
      String name = line.values().get("name");
      return name != null && !seen.add(name.strip().toLowerCase(Locale.ROOT));
    }
  }

  private ImportResult outcome(
      ImportLine line, Duplicates duplicates, boolean dry, int createdBefore) {
    if (duplicates.has(line)) {
      return refused(line, List.of(FieldViolation.of("name", "twice_in_file")));
    }
    try {
      return transaction.execute(status -> {
        ImportResult result = importer.store(line, createdBefore);
        if (dry) {
          status.setRollbackOnly();
        }
        return result;
      });
    } catch (ValidationFailedException e) {
      return refused(line, e.violations());
    } catch (BrokenRuleException e) {
      return refused(line, new ImportResult.Problem(null, e));
    } catch (DataAccessException | TransactionException e) {
      // The other lines continue.
      log.warn("Line {} of an import was not stored", line.number(), e);
      return refused(line, new ImportResult.Problem(null, UnexpectedProblem.of(e)));
    }
  }

  private ImportResult refused(ImportLine line, List<FieldViolation> violations) {
    return refused(
        line,
        violations.stream()
            .map(violation -> new ImportResult.Problem(violation.field(), violation.message()))
            .toArray(ImportResult.Problem[]::new));
  }

  private ImportResult refused(ImportLine line, ImportResult.Problem... problems) {
    return new ImportResult(
        line.number(),
        line.values().getOrDefault("name", "–"),
        ImportResult.Outcome.REFUSED,
        transaction.execute(status -> importer.wanted(line)),
        List.of(problems),
        null);
  }
}

package org.postmeister.tenantlist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.table.TableFile;
import org.postmeister.common.table.TableRow;
import org.postmeister.common.table.TextEncoding;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of tenants: a table with a header, or a YAML list.
 *
 * @param readAs how the table was read, null for YAML
 * @param told columns that are left out, since they only tell something
 * @param lines at least one
 */
record ImportFile(TableFile.@Nullable ReadAs readAs, List<String> told, List<ImportLine> lines) {

  /** In bytes. */
  static final int MAX_SIZE = RequestLimits.IMPORT_SIZE;

  private static final int MAX_DEPTH = 20;
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  /**
   * @param fileName decides whether it is YAML
   * @throws UnreadableImportException if it does not describe tenants, or is too large
   * @throws org.postmeister.common.table.UnreadableTableException if it is no table
   */
  static ImportFile read(String fileName, byte[] content) {
    if (content.length > MAX_SIZE) {
      throw new UnreadableImportException(
          "import_too_large", Integer.toString(MAX_SIZE / 1_000_000));
    }
    ImportFile file =
        fileName.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml") ? yaml(content) : table(content);
    if (file.lines().isEmpty()) {
      throw new UnreadableImportException("import_empty");
    }
    return file;
  }

  private static ImportFile table(byte[] content) {
    Rows rows = new Rows();
    TableFile.ReadAs readAs = TableFile.read(content, rows::add);
    return new ImportFile(
        readAs, rows.header.stream().filter(ImportColumn.TOLD::contains).toList(), rows.lines);
  }

  /** The rows of a table, whose first one names the columns. */
  private static final class Rows {

    private final List<ImportLine> lines = new ArrayList<>();
    private List<String> header = List.of();

    void add(TableRow row) {
      if (header.isEmpty()) {
        header = header(row);
        return;
      }
      SequencedMap<String, String> values = new LinkedHashMap<>();
      for (int column = 0; column < row.cells().size(); column++) {
        String value = row.cells().get(column);
        String name = column < header.size() ? header.get(column) : "";
        if (name.isEmpty() && !value.isEmpty()) {
          throw new UnreadableImportException(
              "import_cell_without_column", Integer.toString(row.number()));
        }
        if (!ImportColumn.TOLD.contains(name)) {
          put(values, name, value);
        }
      }
      ImportFile.add(lines, row.number(), values);
    }

    private static List<String> header(TableRow row) {
      List<String> names = new ArrayList<>();
      for (String cell : row.cells()) {
        String name = ImportColumn.named(cell);
        // Columns without a name may stand beside the table, as long as they are empty.
        if (!name.isEmpty() && names.contains(name)) {
          throw new UnreadableImportException("import_column_twice", name);
        }
        names.add(name);
      }
      requireFewer(names.size());
      return names;
    }
  }

  private static ImportFile yaml(byte[] content) {
    try {
      JsonNode root = YAML.readTree(TextEncoding.decode(content).text());
      if (!root.isArray()) {
        throw new UnreadableImportException("import_not_yaml");
      }
      List<ImportLine> lines = new ArrayList<>();
      for (JsonNode entry : root) {
        if (!entry.isObject()) {
          throw new UnreadableImportException("import_not_yaml");
        }
        SequencedMap<String, String> values = new LinkedHashMap<>();
        flatten("", entry, values);
        add(lines, lines.size() + 1, values);
      }
      return new ImportFile(null, List.of(), lines);
    } catch (JacksonException e) {
      throw new UnreadableImportException("import_not_yaml");
    }
  }

  // As soon as there is one too many, and not only after all have been read.
  private static void add(List<ImportLine> lines, int number, SequencedMap<String, String> values) {
    requireFewer(values.size());
    if (lines.size() == RequestLimits.IMPORT_LINES) {
      throw new UnreadableImportException(
          "import_too_long", Integer.toString(RequestLimits.IMPORT_LINES));
    }
    lines.add(new ImportLine(number, values));
  }

  private static void requireFewer(int columns) {
    if (columns > RequestLimits.IMPORT_COLUMNS) {
      throw new UnreadableImportException(
          "import_too_wide", Integer.toString(RequestLimits.IMPORT_COLUMNS));
    }
  }

  private static void flatten(String prefix, JsonNode object, Map<String, String> values) {
    object
        .properties()
        .forEach(property -> {
          String name = prefix + property.getKey();
          if (property.getValue().isObject()) {
            flatten(name + ".", property.getValue(), values);
          } else if (property.getValue().isValueNode() && !property.getValue().isNull()) {
            put(values, name, property.getValue().asString());
          } else if (property.getValue().isArray()) {
            put(values, name, listed(property.getValue()));
          }
        });
  }

  // As in a cell of a table.
  private static String listed(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(entry -> texts.add(entry.isValueNode() ? entry.asString() : entry.toString()));
    return String.join(", ", texts);
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!value.isBlank()) {
      String column = name.strip();
      values.put(column, ImportColumn.of(column).map(known -> known.read(value)).orElse(value));
    }
  }
}

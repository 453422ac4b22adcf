package org.postmeister.tenantlist;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.postmeister.common.CsvWriter;
import org.postmeister.common.config.RequestLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Parses files of tenants: CSV with a header, or a YAML list. */
final class ImportFile {

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
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ImportFile() {}

  /**
   * @throws UnreadableImportException if it is neither, or too large
   */
  static List<ImportLine> read(String fileName, byte[] content) {
    if (content.length > MAX_SIZE) {
      throw new UnreadableImportException(
          "import_too_large", Integer.toString(MAX_SIZE / 1_000_000));
    }
    String text = decoded(content);
    List<ImportLine> lines =
        fileName.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml") ? yaml(text) : csv(text);
    if (lines.isEmpty()) {
      throw new UnreadableImportException("import_empty");
    }
    return lines;
  }

  private static String decoded(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableImportException("import_not_utf8");
    }
  }

  private static List<ImportLine> csv(String text) {
    // German spreadsheets write semicolons.
    String header = text.lines().findFirst().orElse("");
    char delimiter = header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<ImportLine> lines = new ArrayList<>();
      for (CSVRecord record : parser) {
        if (!record.isConsistent()) {
          throw new UnreadableImportException(
              "import_csv_columns", Long.toString(record.getRecordNumber()));
        }
        SequencedMap<String, String> values = new LinkedHashMap<>();
        record.toMap().forEach((name, value) -> put(values, name, CsvWriter.withoutGuard(value)));
        add(lines, values);
      }
      return lines;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new UnreadableImportException("import_not_csv");
    }
  }

  private static List<ImportLine> yaml(String text) {
    try {
      JsonNode root = YAML.readTree(text);
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
        add(lines, values);
      }
      return lines;
    } catch (JacksonException e) {
      throw new UnreadableImportException("import_not_yaml");
    }
  }

  // As soon as there is one too many, and not only after all have been read.
  private static void add(List<ImportLine> lines, SequencedMap<String, String> values) {
    if (values.size() > RequestLimits.IMPORT_COLUMNS) {
      throw new UnreadableImportException(
          "import_too_wide", Integer.toString(RequestLimits.IMPORT_COLUMNS));
    }
    if (lines.size() == RequestLimits.IMPORT_LINES) {
      throw new UnreadableImportException(
          "import_too_long", Integer.toString(RequestLimits.IMPORT_LINES));
    }
    lines.add(new ImportLine(lines.size() + 1, values));
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
          }
        });
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!value.isBlank()) {
      values.put(name.strip(), value);
    }
  }
}

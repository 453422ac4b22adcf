package org.postmeister.common.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.config.RequestLimits;

/** Tables written and read again, and what spreadsheets make of files. */
class TableFileTest {

  private static final List<String> VALUES =
      List.of(
          "Müller & Söhne",
          "-5",
          "'-5",
          "''-5",
          "'s Graveland",
          "=1+1",
          "'=1+1",
          "a, -b",
          "a;b",
          "\"quoted\"",
          "two\nlines",
          "00123",
          "1e5",
          "3-4",
          "TRUE",
          "_x0041_",
          "_x000D_x0041_",
          "山田太郎",
          "😀",
          "<&>",
          "#",
          "sep=;");

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrote(TableFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter table = format.open(out, "Mandanten", List.of("name", "value"));
    VALUES.forEach(value -> table.row(List.of("a", value)));
    table.finish();

    List<TableRow> rows = rows(out.toByteArray());

    assertThat(rows.getFirst()).isEqualTo(new TableRow(1, List.of("name", "value")));
    assertThat(rows.stream().skip(1).map(row -> row.cells().get(1))).isEqualTo(VALUES);
  }

  // Excel keeps the texts of cells, however it saves them.
  @Test
  void readsWhatWasExportedInOneFormatAndSavedInTheOther() throws IOException {
    ByteArrayOutputStream sheet = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(sheet, "Excel", null)) {
      Worksheet cells = workbook.newWorksheet("x");
      for (int i = 0; i < VALUES.size(); i++) {
        cells.value(i, 0, XlsxText.written(FormulaGuard.inCsv(VALUES.get(i))));
      }
    }
    StringBuilder text = new StringBuilder("value;x\n");
    try (CSVPrinter printer =
        new CSVPrinter(text, CSVFormat.EXCEL.builder().setDelimiter(';').get())) {
      for (String value : VALUES) {
        printer.printRecord(FormulaGuard.inSheet(value), "");
      }
    }

    assertThat(rows(sheet.toByteArray()).stream().map(row -> row.cells().getFirst()))
        .isEqualTo(VALUES);
    assertThat(
            rows(text.toString().getBytes(StandardCharsets.UTF_8)).stream()
                .skip(1)
                .map(row -> row.cells().getFirst()))
        .isEqualTo(VALUES);
  }

  @ParameterizedTest
  @CsvSource({"en, 'name,value\r\n'", "de, 'name;value\r\n'"})
  void writesWhatExcelOfTheLanguageExpects(Locale language, String header) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableFormat.csvFor(language).open(out, "", List.of("name", "value")).finish();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF" + header);
  }

  @Test
  void quotesWhatNeedsIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter table = TableFormat.CSV.open(out, "", List.of("a", "b"));
    table.row(List.of("x,y", "say \"no\""));
    table.finish();

    assertThat(out).hasToString("a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n");
  }

  @Test
  void numbersRowsAsSpreadsheetsDoAndLeavesBlankOnesOut() {
    assertThat(
            rows(
                "sep=;\r\nname;x\r\n\r\na;\"two\nlines\"\r\n;;;\r\nb\r\n"
                    .getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            new TableRow(1, List.of("name", "x")),
            new TableRow(3, List.of("a", "two\nlines")),
            new TableRow(5, List.of("b")));
  }

  @Test
  void readsCellsOfAnyType() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Excel", null)) {
      Worksheet hidden = workbook.newWorksheet("hidden");
      hidden.setVisibilityState(VisibilityState.HIDDEN);
      hidden.value(0, 0, "not this one");
      Worksheet sheet = workbook.newWorksheet("Übersicht");
      sheet.value(2, 1, 587);
      sheet.value(2, 2, 0.5);
      sheet.value(2, 3, true);
      sheet.value(2, 4, LocalDate.of(2027, 2, 28));
      sheet.style(2, 4).format("dd\\.mm\\.yyyy").set();
      sheet.value(2, 5, 45_000);
      sheet.style(2, 5).format("0.00 \"days\"").set();
      sheet.value(4, 0, " spaces ");
    }
    List<TableRow> rows = new ArrayList<>();

    TableFile.ReadAs readAs = TableFile.read(out.toByteArray(), rows::add);

    assertThat(readAs).isEqualTo(new TableFile.ReadAs.Sheet("Übersicht", false));
    assertThat(rows)
        .containsExactly(
            new TableRow(3, List.of("", "587", "0.5", "true", "2027-02-28", "45000")),
            new TableRow(5, List.of("spaces")));
  }

  @ParameterizedTest
  @EnumSource
  void keepsNothingOfWhatItHasWritten(TableFormat format) throws IOException {
    AtomicLong written = new AtomicLong();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            written.incrementAndGet();
          }

          @Override
          public void write(byte[] octets, int offset, int length) {
            written.addAndGet(length);
          }
        };
    Random random = new Random(1);
    TableWriter table = format.open(out, "Tenants", List.of("name", "value"));
    long before = 0;
    for (int batch = 0; batch < 5; batch++) {
      for (int i = 0; i < 2000; i++) {
        table.row(List.of("tenant-" + random.nextInt(), Long.toHexString(random.nextLong())));
      }
      assertThat(written.get()).isGreaterThan(before + 10_000);
      before = written.get();
    }
  }

  @Test
  void continuesInAnotherSheetAndCutsWhatExcelCannotHold() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxWriter table = new XlsxWriter(out, "Trail", List.of("a"), 3);
    IntStream.range(0, 5).forEach(i -> table.row(List.of("x".repeat(40_000) + i)));
    table.finish();

    assertThat(rows(out.toByteArray()))
        .hasSize(3)
        .last()
        .satisfies(row ->
            assertThat(row.cells().getFirst()).hasSize(32_767).startsWith("xxx").endsWith("x…"));
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(workbook.getSheets().map(Sheet::getName))
          .containsExactly("Trail", "Trail 2", "Trail 3");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <worksheet><sheetData><row><c r="ZZZZZZ1"><v>1</v></c></row></sheetData></worksheet>    | table_not_xlsx
          <worksheet><sheetData><row><c r="A1"><v>                                                | table_not_xlsx
          <worksheet><sheetData><row><c r="A1" t="x"><v>7</v></c></row></sheetData></worksheet>   | table_not_xlsx
          <!DOCTYPE x [<!ENTITY a "a">]><worksheet><sheetData/></worksheet>                       | table_not_xlsx
          no xml                                                                                  | table_not_xlsx
          """)
  void refusesWorkbooksThatAreNone(String sheet, String code) throws IOException {
    refuses(workbook(sheet.getBytes(StandardCharsets.UTF_8)), code);
  }

  @Test
  void readsASheetOfTheSmallestKind() throws IOException {
    String sheet =
        "<worksheet><sheetData><row><c"
            + " t=\"inlineStr\"><is><t>a</t></is></c></row><row><c><v>1E+999999999</v></c></row></sheetData></worksheet>";

    assertThat(rows(workbook(sheet.getBytes(StandardCharsets.UTF_8))))
        .containsExactly(new TableRow(1, List.of("a")), new TableRow(2, List.of("1E+999999999")));
  }

  @Test
  void refusesWorkbooksThatUnpackToTooMuch() throws IOException {
    byte[] blanks = new byte[RequestLimits.WORKBOOK_SIZE + 1];
    Arrays.fill(blanks, (byte) '\n');
    System.arraycopy("<worksheet>".getBytes(StandardCharsets.UTF_8), 0, blanks, 0, 11);
    byte[] bomb = workbook(blanks);

    assertThat(bomb).hasSizeLessThan(100_000);
    refuses(bomb, "table_unpacked_too_large");
  }

  @Test
  void refusesWorkbooksWhoseFormulasGrowWhenRead() throws IOException {
    String formula = "1+".repeat(4_000) + "1";
    StringBuilder sheet = new StringBuilder("<worksheet><sheetData><row><c r=\"A1\">");
    sheet.append("<f t=\"shared\" ref=\"A1:A9\" si=\"0\">").append(formula).append("</f></c>");
    sheet.append("<c><f t=\"shared\" si=\"0\"/></c>".repeat(20_000));
    sheet.append("</row></sheetData></worksheet>");

    refuses(
        workbook(sheet.toString().getBytes(StandardCharsets.UTF_8)), "table_unpacked_too_large");
    refuses(
        workbook(
            "<worksheet><sheetData><row><c r=\"A1\"><f>%s</f></c></row></sheetData></worksheet>"
                .formatted("1+".repeat(4_096) + "1")
                .getBytes(StandardCharsets.UTF_8)),
        "table_not_xlsx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,\"b", "a,\"b\" c\n"})
  void saysWhereAQuotationMarkIsWrong(String text) {
    refuses(text.getBytes(StandardCharsets.UTF_8), "table_quotes");
  }

  @Test
  void tellsOldWorkbooksFromTexts() {
    refuses(
        new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1},
        "table_old_excel");
  }

  private static void refuses(byte[] content, String code) {
    assertThatThrownBy(() -> rows(content))
        .isInstanceOfSatisfying(
            UnreadableTableException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static List<TableRow> rows(byte[] content) {
    List<TableRow> rows = new ArrayList<>();
    TableFile.read(content, rows::add);
    return rows;
  }

  /** With one sheet, and nothing that it could do without. */
  private static byte[] workbook(byte[] sheet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "[Content_Types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "xl/workbook.xml",
          """
          <workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <sheets><sheet name="x" sheetId="1" r:id="r1"/></sheets>
          </workbook>
          """
              .getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          """
          <Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>
          """
              .getBytes(StandardCharsets.UTF_8));
      put(zip, "xl/worksheets/sheet1.xml", sheet);
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] part) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(part);
    zip.closeEntry();
  }
}

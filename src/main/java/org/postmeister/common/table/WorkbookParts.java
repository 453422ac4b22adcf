package org.postmeister.common.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.RequestLimits;

/**
 * Takes out of a workbook what a table needs, checked before anything else reads it: how large it
 * is when unpacked, that it declares no entities, and that its columns are ones a sheet can have.
 * The library that reads it would make room for whatever column a cell says it is in.
 */
final class WorkbookParts {

  // XFD is the last one.
  private static final int MAX_COLUMN_LETTERS = 3;

  // The longest formula that spreadsheets write.
  private static final int MAX_FORMULA_LENGTH = 8_192;

  private final byte[] content;
  private final boolean styled;

  private WorkbookParts(byte[] content, boolean styled) {
    this.content = content;
    this.styled = styled;
  }

  /** A workbook that has only parts that were checked. */
  InputStream content() {
    return new ByteArrayInputStream(content);
  }

  /** Whether it has styles, which say what numbers are dates. */
  boolean isStyled() {
    return styled;
  }

  /**
   * @throws UnreadableTableException if it is too large when unpacked, or no workbook
   */
  static WorkbookParts of(byte[] content) {
    boolean styled = false;
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    try (ZipFile workbook = ZipFile.builder().setByteArray(content).get();
        ZipOutputStream kept = new ZipOutputStream(out)) {
      kept.setLevel(Deflater.BEST_SPEED);
      long left = RequestLimits.WORKBOOK_SIZE;
      XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
      xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      for (ZipArchiveEntry entry : Collections.list(workbook.getEntries())) {
        if (isXml(entry.getName())) {
          styled |= entry.getName().endsWith("/styles.xml");
          kept.putNextEntry(new ZipEntry(entry.getName()));
          try (Copied part = new Copied(workbook.getInputStream(entry), left, kept)) {
            check(xml.createXMLStreamReader(part), part);
            left = part.left;
          }
        }
      }
    } catch (IOException | XMLStreamException | IllegalArgumentException e) {
      UnreadableTableException noWorkbook = new UnreadableTableException("table_not_xlsx");
      noWorkbook.initCause(e);
      throw noWorkbook;
    }
    return new WorkbookParts(out.toByteArray(), styled);
  }

  private static boolean isXml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".xml") || lower.endsWith(".rels");
  }

  // To its end. A cell that shares the formula of another becomes as large as that one when read.
  private static void check(XMLStreamReader reader, Copied part) throws XMLStreamException {
    int longestShared = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.DTD) {
        throw new UnreadableTableException("table_not_xlsx");
      }
      if (event == XMLStreamReader.START_ELEMENT) {
        switch (reader.getLocalName()) {
          case "c" -> checkColumn(reader.getAttributeValue(null, "r"));
          case "f" -> {
            boolean shared = "shared".equals(reader.getAttributeValue(null, "t"));
            int length = reader.getElementText().length();
            if (length > MAX_FORMULA_LENGTH) {
              throw new UnreadableTableException("table_not_xlsx");
            }
            if (shared) {
              longestShared = Math.max(longestShared, length);
              part.count(longestShared);
            }
          }
          default -> {}
        }
      }
    }
    reader.close();
  }

  private static void checkColumn(@Nullable String address) {
    if (address != null
        && address.chars().filter(Character::isLetter).count() > MAX_COLUMN_LETTERS) {
      throw new UnreadableTableException("table_not_xlsx");
    }
  }

  /** Counts what is read, and copies it. */
  private static final class Copied extends FilterInputStream {

    private final OutputStream to;
    private long left;

    Copied(InputStream in, long left, OutputStream to) {
      super(in);
      this.left = left;
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        count(count);
        to.write(buffer, offset, count);
      }
      return count;
    }

    void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new UnreadableTableException(
            "table_unpacked_too_large", Integer.toString(RequestLimits.WORKBOOK_SIZE / 1_000_000));
      }
    }
  }
}

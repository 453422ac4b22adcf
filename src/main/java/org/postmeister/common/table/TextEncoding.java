package org.postmeister.common.table;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** How spreadsheets encode text files. */
public enum TextEncoding {
  UTF_8("UTF-8", StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
  /** "Unicode text" of Excel's. */
  UTF_16LE("UTF-16", StandardCharsets.UTF_16LE, 0xFF, 0xFE),
  UTF_16BE("UTF-16 (big-endian)", StandardCharsets.UTF_16BE, 0xFE, 0xFF),
  /** "CSV" of Excel's in Western Europe and America. */
  WINDOWS_1252("Windows-1252", Charset.forName("windows-1252"));

  private final String label;
  private final Charset charset;
  private final byte[] mark;

  TextEncoding(String label, Charset charset, int... mark) {
    this.label = label;
    this.charset = charset;
    this.mark = new byte[mark.length];
    for (int i = 0; i < mark.length; i++) {
      this.mark[i] = (byte) mark[i];
    }
  }

  /** As people call it, the same in every language. */
  public String label() {
    return label;
  }

  /** A text and how it was encoded; without a byte order mark. */
  public record Decoded(TextEncoding encoding, String text) {}

  /**
   * Decodes a text whose encoding nobody knows: by its byte order mark; else UTF-16 if every other
   * octet of its beginning is zero; else UTF-8 if it is that throughout, which by chance no other
   * text is; else Windows-1252.
   *
   * @throws UnreadableTableException if it is none of them
   */
  public static Decoded decode(byte[] content) {
    for (TextEncoding encoding : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      if (startsWith(content, encoding.mark)) {
        return encoding.decoded(content, encoding.mark.length);
      }
    }
    if (content.length > 1 && (content[0] == 0) != (content[1] == 0)) {
      return (content[0] == 0 ? UTF_16BE : UTF_16LE).decoded(content, 0);
    }
    try {
      return new Decoded(UTF_8, UTF_8.text(content, 0));
    } catch (CharacterCodingException isOlder) {
      return WINDOWS_1252.decoded(content, 0);
    }
  }

  private Decoded decoded(byte[] content, int from) {
    try {
      return new Decoded(this, text(content, from));
    } catch (CharacterCodingException e) {
      throw this == WINDOWS_1252
          ? new UnreadableTableException("table_no_encoding")
          : new UnreadableTableException("table_encoding", label);
    }
  }

  private String text(byte[] content, int from) throws CharacterCodingException {
    return charset
        .newDecoder()
        .decode(ByteBuffer.wrap(content, from, content.length - from))
        .toString();
  }

  static boolean startsWith(byte[] content, byte[] beginning) {
    return content.length >= beginning.length
        && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
  }
}

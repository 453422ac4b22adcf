package org.postmeister.systemmail;

import org.postmeister.common.error.FieldViolation;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Says where in a field something is wrong, as its reader counts: lines and columns from 1, in the
 * field as it was typed.
 *
 * @param typed with Unix line endings
 * @param shift by how many characters what is checked begins later than what was typed
 */
record TextPlaces(String field, String typed, int shift) {

  // As much as is needed to find it again.
  private static final int AROUND = 24;

  /**
   * @param checked what of the raw text is left without surrounding space
   */
  static TextPlaces of(String field, String raw, String checked) {
    String typed = raw.replace("\r\n", "\n").replace('\r', '\n');
    return new TextPlaces(field, typed, Math.max(0, typed.indexOf(checked)));
  }

  /**
   * @param code the violated rule
   * @param key of the sentence about it
   * @param index in what is checked
   * @param arguments of the sentence
   */
  FieldViolation violation(String code, String key, int index, Object... arguments) {
    int at = Math.min(shift + index, typed.length());
    int start = typed.lastIndexOf('\n', at - 1) + 1;
    int end = typed.indexOf('\n', at);
    MessageSourceResolvable sentence =
        new DefaultMessageSourceResolvable(new String[] {key}, arguments);
    long line = typed.substring(0, start).chars().filter(sign -> sign == '\n').count() + 1;
    return new FieldViolation(
        field,
        code,
        new DefaultMessageSourceResolvable(
            new String[] {field.equals("subject") ? "field.at_column" : "field.at_line"},
            new Object[] {
              Long.toString(line),
              Integer.toString(typed.codePointCount(start, at) + 1),
              around(typed.substring(start, end < 0 ? typed.length() : end), at - start),
              sentence
            }));
  }

  private static String around(String line, int at) {
    int from = whole(line, Math.max(0, at - AROUND / 2));
    int to = whole(line, Math.min(line.length(), at + AROUND));
    return (from > 0 ? "…" : "")
        + line.substring(from, to).strip()
        + (to < line.length() ? "…" : "");
  }

  // Not between the halves of a character.
  private static int whole(String line, int index) {
    return index > 0 && index < line.length() && Character.isLowSurrogate(line.charAt(index))
        ? index - 1
        : index;
  }
}

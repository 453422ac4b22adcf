package org.postmeister.delivery.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postmeister.common.InvalidValueException;

/**
 * The header of a message as it came (RFC 5322, section 2.2), field by field and octet for octet: a
 * signature of what is not changed stays valid.
 */
final class RawHeader {

  private static final int MOST_OCTETS = 512 * 1024;
  private static final int MOST_FIELDS = 2000;
  private static final byte[] LINE_END = {'\r', '\n'};

  private static final Pattern LINE_BREAK = Pattern.compile("\\r?\\n|\\r");

  private final byte[] message;
  private final List<Field> fields = new ArrayList<>();
  // Of the line that ends the header, or of the first that does not belong to it.
  private final int end;

  /** Where a field is in the message, with its name and line endings. */
  private record Field(String name, int from, int to) {}

  private RawHeader(byte[] message) {
    this.message = message;
    int at = 0;
    int begin = 0;
    int colonOfLast = -1;
    while (at < message.length) {
      int next = lineEnd(at);
      if (isContinuation(at)) {
        // A first line that continues nothing is no header.
        if (colonOfLast < 0) {
          break;
        }
      } else {
        int colon = nameEnd(at);
        if (colon < 0) {
          break;
        }
        throwIfTooLong(at);
        add(begin, colonOfLast, at);
        begin = at;
        colonOfLast = colon;
      }
      at = next;
    }
    throwIfTooLong(at);
    add(begin, colonOfLast, at);
    this.end = at;
  }

  private void add(int from, int colon, int to) {
    if (colon > from) {
      String name = new String(message, from, colon - from, StandardCharsets.ISO_8859_1).strip();
      fields.add(new Field(name, from, to));
    }
  }

  // Nobody needs more, and everything that reads a header would take long for it.
  private void throwIfTooLong(int octets) {
    if (octets > MOST_OCTETS || fields.size() > MOST_FIELDS) {
      throw new InvalidValueException("header", "too_long", MOST_OCTETS / 1024, MOST_FIELDS);
    }
  }

  // Without name and line breaks; UTF-8 (RFC 6532).
  private String value(Field field) {
    String text =
        new String(message, field.from(), field.to() - field.from(), StandardCharsets.UTF_8);
    String value = text.substring(text.indexOf(':') + 1).strip();
    return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
        ? value
        : LINE_BREAK.matcher(value).replaceAll("");
  }

  /**
   * @throws InvalidValueException if it is longer than any header has to be
   */
  static RawHeader of(byte[] message) {
    return new RawHeader(message);
  }

  // Behind the line that begins there.
  private int lineEnd(int from) {
    for (int i = from; i < message.length; i++) {
      if (message[i] == '\n') {
        return i + 1;
      }
      if (message[i] == '\r' && (i + 1 >= message.length || message[i + 1] != '\n')) {
        return i + 1;
      }
    }
    return message.length;
  }

  private boolean isContinuation(int at) {
    return message[at] == ' ' || message[at] == '\t';
  }

  // Of the colon; negative if the line is no header field.
  private int nameEnd(int from) {
    for (int i = from; i < message.length; i++) {
      if (message[i] == ':') {
        return i == from ? -1 : i;
      }
      if (message[i] <= ' ' && message[i] != ' ' && message[i] != '\t') {
        return -1;
      }
    }
    return -1;
  }

  List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
  }

  /** The values of all fields with a name, in their order. */
  List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(this::value)
        .toList();
  }

  Optional<String> first(String name) {
    return values(name).stream().findFirst();
  }

  boolean isAscii() {
    return isAscii(0, end);
  }

  private boolean isAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (message[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The names of fields with octets that are not ASCII (RFC 6532). */
  Stream<String> beyondAscii() {
    return fields.stream()
        .filter(field -> !isAscii(field.from(), field.to()))
        .map(Field::name)
        .distinct();
  }

  /**
   * The message without some fields, and with others in front.
   *
   * @param removed names, in lower case
   * @param first complete fields, each with its line ending
   */
  byte[] with(Set<String> removed, String first) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + first.length());
    out.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    for (Field field : fields) {
      if (removed.stream().noneMatch(field.name()::equalsIgnoreCase)) {
        out.write(message, field.from(), field.to() - field.from());
      }
    }
    if (end >= message.length || lineEnd(end) - end > LINE_END.length || !endsHere()) {
      // The header ends without the empty line that should follow it.
      out.writeBytes(LINE_END);
    }
    out.write(message, end, message.length - end);
    return out.toByteArray();
  }

  private boolean endsHere() {
    return message[end] == '\r' || message[end] == '\n';
  }
}

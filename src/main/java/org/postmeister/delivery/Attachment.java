package org.postmeister.delivery;

import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A file that goes with a message. */
public final class Attachment {

  private final Name name;
  private final Type contentType;
  private final byte[] content;

  public Attachment(Name name, Type contentType, byte[] content) {
    this.name = name;
    this.contentType = contentType;
    this.content = content.clone();
  }

  /**
   * The name of a file, without a path.
   *
   * @param value one line without slashes
   */
  public record Name(String value) {

    private static final Pattern PATH = Pattern.compile(".*[/\\\\].*");

    /**
     * @throws InvalidValueException if it is none
     */
    public Name {
      value = SingleLine.of(value).value();
      if (PATH.matcher(value).matches()) {
        throw new InvalidValueException("file_name", "path");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * A media type without parameters.
   *
   * @param value in lower case, a type and a subtype
   */
  public record Type(String value) {

    /**
     * @throws InvalidValueException if it is none
     */
    public static Type of(String raw) {
      try {
        MediaType type = MediaType.parseMediaType(raw);
        if (type.isConcrete() && !type.getType().equals("multipart")) {
          return new Type(type.getType() + "/" + type.getSubtype());
        }
      } catch (InvalidMediaTypeException e) {
        throw new InvalidValueException("media_type", "syntax");
      }
      throw new InvalidValueException("media_type", "not_a_file");
    }

    @Override
    public String toString() {
      return value;
    }
  }

  public String name() {
    return name.value();
  }

  public String contentType() {
    return contentType.value();
  }

  /** Not a copy, since it may be large: to be read only. */
  public byte[] content() {
    return content;
  }
}

package org.postmeister.delivery.message;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A file in a message. */
public final class Attachment {

  private final Name name;
  private final Type contentType;
  private final byte[] content;
  private final @Nullable ContentId contentId;

  public Attachment(Name name, Type contentType, byte[] content) {
    this(name, contentType, content, null);
  }

  /**
   * @param contentId by which the HTML refers to it; null for a file that is attached to the
   *     message
   */
  public Attachment(Name name, Type contentType, byte[] content, @Nullable ContentId contentId) {
    this.name = name;
    this.contentType = contentType;
    this.content = content.clone();
    this.contentId = contentId;
  }

  /**
   * What follows {@code cid:} in HTML (RFC 2392).
   *
   * @param value letters, digits and other characters that need no quoting; at most 200
   */
  public record ContentId(String value) {

    private static final Pattern SYNTAX =
        Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-]{1,200}");

    /**
     * @throws InvalidValueException if it is not valid
     */
    public ContentId {
      if (!SYNTAX.matcher(value).matches()) {
        throw new InvalidValueException("content_id", "syntax");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * The name of a file, without a path.
   *
   * @param value one line without slashes
   */
  public record Name(String value) {

    private static final Pattern PATH = Pattern.compile(".*[/\\\\].*");

    /**
     * @throws InvalidValueException if it is not valid
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
   * A media type without parameters, except for the method of an invitation (RFC 6047).
   *
   * @param value in lower case, a type and a subtype
   */
  public record Type(String value) {

    private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");

    /**
     * @throws InvalidValueException if it is not valid
     */
    public static Type of(String raw) {
      try {
        MediaType type = MediaType.parseMediaType(raw);
        String method = type.getParameter("method");
        if (method != null
            && CALENDAR.equalsTypeAndSubtype(type)
            && METHOD.matcher(method).matches()) {
          return new Type(CALENDAR + "; method=" + method.toUpperCase(Locale.ROOT));
        }
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

  /** By which the HTML refers to it; null for a file that is attached to the message. */
  public @Nullable ContentId contentId() {
    return contentId;
  }

  /** Whether it is an alternative form of the message: an invitation to an appointment. */
  boolean isInvitation() {
    return contentType.value().contains("; method=");
  }

  /** Not a copy, since it may be large: do not modify. */
  public byte[] content() {
    return content;
  }
}

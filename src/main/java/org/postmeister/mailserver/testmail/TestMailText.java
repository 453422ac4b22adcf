package org.postmeister.mailserver.testmail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.mailserver.spi.TestMail;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * What a person wants a test mail to say.
 *
 * @param language of what is not chosen
 * @param subject null for the usual one
 * @param body null for the usual one
 * @param attachment null for none
 */
public record TestMailText(
    Locale language,
    @Nullable SingleLine subject,
    @Nullable LongText body,
    TestMail.@Nullable File attachment) {

  /** In octets; base64 makes them a third more. */
  public static final int MAX_ATTACHMENT = 10 * 1024 * 1024;

  /** The usual one, in a language. */
  public static TestMailText usual(Locale language) {
    return new TestMailText(language, null, null, null);
  }

  /**
   * A file to be attached.
   *
   * @param name as its sender calls it, perhaps with a path
   * @param contentType as the browser calls it; what is none is sent as octets
   * @param content at most {@value #MAX_ATTACHMENT} octets, not copied
   * @throws InvalidValueException if it has no usable name or is too large
   */
  public static TestMail.File attachment(String name, String contentType, byte[] content) {
    if (content.length > MAX_ATTACHMENT) {
      throw tooLarge();
    }
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return new TestMail.File(null, SingleLine.of(file).value(), typeOf(contentType), content);
  }

  /** What is said of a file that is too large. */
  public static InvalidValueException tooLarge() {
    return new InvalidValueException("attachment", "too_large", MAX_ATTACHMENT / 1024 / 1024);
  }

  private static String typeOf(String said) {
    try {
      MediaType type = MediaType.parseMediaType(said);
      if (type.isConcrete() && !type.getType().matches("multipart|message")) {
        return type.getType() + "/" + type.getSubtype();
      }
    } catch (InvalidMediaTypeException e) {
      // As if it had said nothing.
    }
    return MediaType.APPLICATION_OCTET_STREAM_VALUE;
  }
}

package org.postmeister.mailserver.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * A test mail to be sent.
 *
 * @param owner whose server it is
 * @param stored whether settings and secret are the stored ones
 * @param server complete settings
 * @param addresses which addresses of the host may be connected to
 * @param time when it was requested
 * @param secret null if the authentication needs none
 * @param content what it says
 */
public record TestMail(
    MailOwner owner,
    boolean stored,
    MailServerSettings server,
    AddressFilter addresses,
    @Nullable Secret secret,
    EmailAddress recipient,
    Instant time,
    Content content) {

  /**
   * What a test mail says.
   *
   * @param html the same as the text; null if there is none
   * @param files pictures that the HTML shows, and files that are attached
   */
  public record Content(String subject, String text, @Nullable String html, List<File> files) {

    public Content {
      files = List.copyOf(files);
    }

    public static Content ofText(String subject, String text) {
      return new Content(subject, text, null, List.of());
    }
  }

  /**
   * A file in a mail.
   *
   * @param contentId what follows {@code cid:} in the HTML, for a picture that it shows; null for
   *     an attachment
   * @param content not a copy: do not modify
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record File(@Nullable String contentId, String name, String contentType, byte[] content) {}

  /** Whose stored settings they are; null if they are not stored. */
  public @Nullable MailOwner storedOwner() {
    return stored ? owner : null;
  }
}

package org.postmeister.systemmail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.common.Languages;
import org.postmeister.delivery.DeliveryOptions;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.ComposedMessage;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.systemmail.brand.Logo;
import org.postmeister.systemmail.brand.MailBrands;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Writes the system's own mails and passes them to the outbox. */
@Component
public class SystemMailSender {

  // As much as anybody reads of a value.
  private static final int SUBJECT_LENGTH = 300;

  private final MailTexts texts;
  private final MailWriter writer;
  private final MailBrands brands;
  private final Outbox outbox;

  SystemMailSender(MailTexts texts, MailWriter writer, MailBrands brands, Outbox outbox) {
    this.texts = texts;
    this.brands = brands;
    this.writer = writer;
    this.outbox = outbox;
  }

  /**
   * A mail to be written.
   *
   * @param owner on whose behalf: it determines the route and the text
   * @param replyTo where replies go, null for the sender
   * @param language of the recipient
   * @param values by placeholder of the kind; missing ones are empty
   */
  public record Letter(
      MailKind kind,
      MailOwner owner,
      EmailAddress to,
      @Nullable EmailAddress replyTo,
      Locale language,
      Map<String, String> values,
      List<Attachment> attachments) {}

  /**
   * Has a mail sent once the caller's transaction has been committed.
   *
   * @throws MailUnavailableException if there is no mail route for it at the moment; see {@link
   *     Outbox#enqueue} for other exceptions
   */
  public Outbox.Accepted send(Letter letter) {
    MailKind kind = letter.kind();
    Locale language = Languages.supported(letter.language());
    WrittenMail mail =
        writer.write(
            kind,
            texts.effective(letter.owner(), kind, language),
            letter.values(),
            language,
            brands.applied(letter.owner()));
    return outbox.enqueue(
        new ComposedMessage(
            letter.owner(),
            List.of(letter.to()),
            List.of(),
            List.of(),
            answersTo(letter.replyTo()),
            new HeaderText(subject(mail, kind, language)),
            mail.text(),
            mail.html(),
            attachments(letter, mail.logo()),
            headers(kind, language),
            kind.isConfidential(),
            DeliveryOptions.URGENT,
            Map.of(),
            null),
        null);
  }

  private static List<Attachment> attachments(Letter letter, @Nullable Logo logo) {
    if (logo == null) {
      return letter.attachments();
    }
    List<Attachment> all = new ArrayList<>(letter.attachments());
    all.add(
        new Attachment(
            new Attachment.Name(logo.fileName()),
            Attachment.Type.of(logo.format().contentType()),
            logo.content(),
            new Attachment.ContentId(WrittenMail.LOGO_ID)));
    return all;
  }

  private static List<EmailAddress> answersTo(@Nullable EmailAddress address) {
    return address == null ? List.of() : List.of(address);
  }

  // Whoever customized the text could not know every value.
  private String subject(WrittenMail mail, MailKind kind, Locale language) {
    String subject = mail.subject();
    if (subject.isBlank()) {
      subject =
          writer
              .write(
                  kind, MailTexts.original(kind, language), Map.of(), language, AppliedBrand.NONE)
              .subject();
    }
    return StringUtils.truncate(subject, SUBJECT_LENGTH);
  }

  private static SequencedMap<String, HeaderText> headers(MailKind kind, Locale language) {
    SequencedMap<String, HeaderText> headers = new LinkedHashMap<>();
    headers.put("Content-Language", new HeaderText(language.getLanguage()));
    if (kind.isAutomatic()) {
      // So that no absence notice replies (RFC 3834; Exchange needs its own header).
      headers.put("Auto-Submitted", new HeaderText("auto-generated"));
      headers.put("X-Auto-Response-Suppress", new HeaderText("All"));
    }
    return headers;
  }
}

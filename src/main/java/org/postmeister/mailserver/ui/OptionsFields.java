package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableRunnable;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.TrustedCertificates;

/** What only some servers need, collapsed until it is used. */
final class OptionsFields {

  private static final int MOST_OCTETS = 200_000;

  private final Map<MailServerField<?>, AbstractField<?, ?>> components = new LinkedHashMap<>();
  private final TextArea trustedCertificates = new TextArea();
  private final Upload upload;
  private final UnorderedList read = new UnorderedList();
  private final Details details = new Details();
  private final transient Messages messages;
  private final transient Times times;

  /**
   * @param onChange called when the user changed something
   */
  OptionsFields(
      FormFields<MailServerFields> fields,
      Messages messages,
      Times times,
      SerializableRunnable onChange) {
    this.messages = messages;
    this.times = times;
    MailServerField.ALL.stream()
        .filter(field -> field.section() == MailServerField.Section.OPTIONS)
        .filter(field -> field != MailServerField.TRUSTED_CERTIFICATES)
        .forEach(field -> components.put(field, FieldComponents.of(field, fields)));
    fields.longText(
        MailServerField.TRUSTED_CERTIFICATES.name(),
        trustedCertificates,
        MailServerFields.property(MailServerField.TRUSTED_CERTIFICATES),
        TrustedCertificates::of,
        TrustedCertificates::pem);
    this.upload =
        new Upload(
            new SmallUploads(
                () -> MOST_OCTETS,
                (name, type, content) -> {
                  add(content);
                  onChange.run();
                },
                tooLarge -> refuse(new InvalidValueException("trusted_certificates", "too_long"))));
    upload.setUploadButton(new Button(messages.get("mailserver.trusted-certificates.upload")));
    upload.setDropAllowed(false);
    trustedCertificates.setMaxRows(10);
    trustedCertificates.addClassName("pem");
    trustedCertificates.addValueChangeListener(change -> showCertificates());
    read.addClassName("certificates");
    FormLayout layout = FormSection.layout();
    for (MailServerField<?> field : MailServerField.ALL) {
      if (field == MailServerField.TRUSTED_CERTIFICATES) {
        layout.add(trustedCertificates, upload, read);
      } else if (components.containsKey(field)) {
        layout.add(components.get(field));
      }
    }
    Stream.of(
            components.get(MailServerField.ALLOWED_SENDERS),
            components.get(MailServerField.SENDER_POLICY),
            components.get(MailServerField.GREETING_NAME),
            trustedCertificates,
            upload,
            read)
        .forEach(wide -> layout.setColspan(wide, 2));
    details.setSummaryText(messages.get("mailserver.more"));
    details.add(layout);
    details.addClassName("more");
  }

  Component component() {
    return details;
  }

  /** Shows what applies to the way of sending. */
  void show(boolean smtp) {
    components.forEach((field, component) -> component.setVisible(smtp || !field.isOnlyForSmtp()));
    trustedCertificates.setVisible(smtp);
    upload.setVisible(smtp);
    showCertificates();
  }

  /** Expands the section if something in it is filled in or invalid. */
  void openIfUsed() {
    boolean entered =
        components.values().stream().anyMatch(OptionsFields::isInvalid)
            || components.values().stream().anyMatch(component -> !component.isEmpty());
    if (entered || trustedCertificates.isInvalid() || !trustedCertificates.isEmpty()) {
      details.setOpened(true);
    }
  }

  private static boolean isInvalid(Component component) {
    return component instanceof HasValidation validated && validated.isInvalid();
  }

  void setReadOnly(boolean readOnly) {
    upload.setVisible(!readOnly && trustedCertificates.isVisible());
  }

  // Certificates come as text, or as the bytes that the text encodes.
  private void add(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    try {
      String pem =
          text.contains("-----BEGIN")
              ? TrustedCertificates.of(text).pem()
              : TrustedCertificates.ofDer(content).pem();
      String before = trustedCertificates.getValue().strip();
      trustedCertificates.setValue(before.isEmpty() ? pem : before + "\n" + pem);
      trustedCertificates.setInvalid(false);
    } catch (InvalidValueException e) {
      refuse(e);
    }
  }

  private void refuse(InvalidValueException e) {
    trustedCertificates.setErrorMessage(messages.get(e));
    trustedCertificates.setInvalid(true);
  }

  private void showCertificates() {
    read.removeAll();
    certificates().forEach(certificate -> read.add(new ListItem(describe(certificate))));
    read.setVisible(trustedCertificates.isVisible() && read.getComponentCount() > 0);
  }

  private List<X509Certificate> certificates() {
    try {
      return trustedCertificates.isEmpty()
          ? List.of()
          : TrustedCertificates.of(trustedCertificates.getValue()).certificates();
    } catch (InvalidValueException e) {
      return List.of();
    }
  }

  private String describe(X509Certificate certificate) {
    LocalDate lastDay = certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    String key =
        lastDay.isBefore(times.today())
            ? "mailserver.trusted-certificates.expired"
            : "mailserver.trusted-certificates.valid";
    return messages.get(key, certificate.getSubjectX500Principal().getName(), times.day(lastDay));
  }
}

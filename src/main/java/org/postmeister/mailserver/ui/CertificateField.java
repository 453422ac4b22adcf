package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.secret.Secret;

/**
 * The certificate of an application: created here or uploaded with its private key, which is never
 * shown again, and downloadable without it.
 */
final class CertificateField extends CustomField<@Nullable ClientCertificate> {

  private static final int MOST_OCTETS = 100_000;

  private final transient ClientCertificateFactory certificates;
  private final transient Messages messages;
  private final transient Times times;
  private final SerializableRunnable onChange;
  private final Span state = new Span();
  private final Div downloads = new Div();
  private final Button generate = new Button();
  private final PasswordField password = new PasswordField();
  private final Upload upload;
  private final Div ways = new Div();
  private @Nullable ClientCertificate shown;
  private transient ClientCertificate.@Nullable WithKey made;

  /**
   * @param onChange called when the user changed something
   */
  CertificateField(
      ClientCertificateFactory certificates,
      Messages messages,
      Times times,
      SerializableRunnable onChange) {
    super(null);
    this.certificates = certificates;
    this.messages = messages;
    this.times = times;
    this.onChange = onChange;
    setLabel(messages.get("mailserver.certificate"));
    setHelperText(messages.get("mailserver.certificate.helper"));
    generate.setText(messages.get("mailserver.certificate.generate"));
    generate.addClickListener(click -> take(certificates.generate()));
    password.setLabel(messages.get("mailserver.certificate.password"));
    password.setAutocomplete(Autocomplete.OFF);
    upload =
        new Upload(
            new SmallUploads(
                () -> MOST_OCTETS,
                (name, type, content) -> read(content),
                tooLarge -> refuse(new InvalidValueException("client_certificate", "too_long"))));
    Button choose = new Button(messages.get("mailserver.certificate.upload"));
    choose.addThemeVariants(ButtonVariant.TERTIARY);
    upload.setUploadButton(choose);
    upload.setDropAllowed(false);
    ways.add(generate, password, upload);
    ways.addClassName("certificate-ways");
    Div content = new Div(state, downloads, ways);
    content.addClassName("certificate-field");
    getElement().setAttribute("colspan", "2");
    add(content);
    describe();
  }

  /** The private key of the displayed certificate; null if it is already stored. */
  @Nullable Secret key() {
    return made != null && made.certificate().equals(shown) ? made.key() : null;
  }

  /** Discards a key that was not stored. */
  void forgetKey() {
    made = null;
    password.clear();
  }

  @Override
  protected @Nullable ClientCertificate generateModelValue() {
    return shown;
  }

  @Override
  protected void setPresentationValue(@Nullable ClientCertificate value) {
    shown = value;
    describe();
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    ways.setVisible(!readOnly);
  }

  private void read(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String word = password.isEmpty() ? null : password.getValue();
    try {
      take(
          text.contains("-----BEGIN")
              ? certificates.ofPem(text, word)
              : certificates.ofPfx(content, word));
    } catch (InvalidValueException e) {
      refuse(e);
    }
  }

  private void take(ClientCertificate.WithKey taken) {
    made = taken;
    setInvalid(false);
    password.clear();
    shown = taken.certificate();
    describe();
    updateValue();
    onChange.run();
  }

  private void refuse(InvalidValueException e) {
    setErrorMessage(messages.get(e));
    setInvalid(true);
  }

  private void describe() {
    downloads.removeAll();
    LocalDate lastDay = shown == null ? null : shown.lastDay();
    if (shown == null || lastDay == null) {
      state.setText(messages.get("mailserver.certificate.none"));
      return;
    }
    state.setText(
        messages.get("mailserver.certificate.state", shown.thumbprint(), times.day(lastDay)));
    byte[] octets = shown.pem().getBytes(StandardCharsets.US_ASCII);
    Anchor download =
        new Anchor(
            DownloadHandler.fromInputStream(event ->
                new DownloadResponse(
                    new ByteArrayInputStream(octets),
                    "postmeister.cer",
                    "application/x-x509-ca-cert",
                    octets.length)),
            messages.get("mailserver.certificate.download"));
    download.getElement().setAttribute("download", true);
    downloads.add(download);
  }
}

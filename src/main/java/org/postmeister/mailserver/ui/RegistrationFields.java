package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.SecretField;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.secret.Secret;

/**
 * The fields of an application registered in Microsoft Entra, and what a user needs to know to fill
 * them in.
 */
final class RegistrationFields {

  private static final int GUIDE_STEPS = 6;

  private final Select<MicrosoftCloud> cloud = new Select<>();
  private final TextField directoryId = new TextField();
  private final TextField applicationId = new TextField();
  private final Select<Credential> credential = new Select<>();
  private final SecretField clientSecret;
  private final DatePicker secretExpiresOn = new DatePicker();
  private final CertificateField certificate;
  private final Notice expiry = new Notice();
  private final Notice permissions = new Notice();
  private final OrderedList steps = new OrderedList();
  private final Details guide = new Details();
  private final transient Times times;

  /**
   * @param onChange called when the user changed something
   */
  RegistrationFields(
      FormFields<MailServerFields> fields,
      Messages messages,
      Times times,
      ClientCertificateFactory certificates,
      SerializableRunnable onChange) {
    this.times = times;
    this.clientSecret =
        new SecretField("mailserver.client-secret", "mailserver.client-secret.helper", onChange);
    fields.choice("cloud", cloud, MailServerFields.CLOUD, List.of(MicrosoftCloud.values()));
    fields.text("directoryId", directoryId, MailServerFields.DIRECTORY_ID, DirectoryId::of);
    fields.text("applicationId", applicationId, MailServerFields.APPLICATION_ID, ApplicationId::of);
    fields.choice(
        "credential", credential, MailServerFields.CREDENTIAL, List.of(Credential.values()));
    fields.secret("clientSecret", clientSecret);
    fields.date("clientSecretExpiresOn", secretExpiresOn, MailServerFields.SECRET_EXPIRES_ON);
    this.certificate = new CertificateField(certificates, messages, times, onChange);
    fields.other("certificate", certificate, MailServerFields.CERTIFICATE);
    credential.addValueChangeListener(change -> showCredential());
    certificate.addValueChangeListener(change -> showExpiry());
    secretExpiresOn.addValueChangeListener(change -> showExpiry());
    // An ID has 36 characters, for which half a row is too narrow.
    directoryId.getElement().setAttribute("colspan", "2");
    applicationId.getElement().setAttribute("colspan", "2");
    guide.setSummaryText(messages.get("mailserver.guide"));
    guide.add(steps);
    steps.addClassName("guide");
  }

  /** In the order of the form. */
  List<Component> components() {
    return List.of(
        cloud,
        directoryId,
        applicationId,
        credential,
        clientSecret,
        secretExpiresOn,
        certificate,
        expiry,
        permissions,
        guide);
  }

  /** Shows what the mode has. */
  void show(AuthenticationMode mode) {
    components().forEach(component -> component.setVisible(mode.hasRegistration()));
    if (mode.hasRegistration()) {
      permissions.show(
          Notice.Kind.INFO, permissions.getTranslation("mailserver.permissions." + mode));
      guide(mode);
      showCredential();
    }
  }

  /** Discards what was typed or created, and shows what is stored. */
  void setStored(boolean secret) {
    clientSecret.setStored(secret);
    certificate.forgetKey();
  }

  /** The field of the secret; null with a certificate. */
  @Nullable SecretField secretField() {
    return credential.getValue() == Credential.CERTIFICATE ? null : clientSecret;
  }

  /** The private key of a certificate that is not stored yet; null if there is none. */
  @Nullable Secret key() {
    return certificate.key();
  }

  /** Marks a certificate that is required but missing. */
  boolean certificateIsThere() {
    boolean there = secretField() != null || !certificate.isEmpty();
    if (!there) {
      certificate.setErrorMessage(certificate.getTranslation("invalid.client_certificate.missing"));
      certificate.setInvalid(true);
    }
    return there;
  }

  private void showCredential() {
    boolean secret = credential.getValue() != Credential.CERTIFICATE;
    clientSecret.setVisible(secret && credential.isVisible());
    secretExpiresOn.setVisible(secret && credential.isVisible());
    certificate.setVisible(!secret && credential.isVisible());
    showExpiry();
  }

  Select<MicrosoftCloud> cloud() {
    return cloud;
  }

  private void showExpiry() {
    AppRegistration entered =
        new AppRegistration(
            MicrosoftCloud.GLOBAL,
            null,
            null,
            secretExpiresOn.isInvalid() ? null : secretExpiresOn.getValue(),
            certificate.isVisible() ? certificate.getValue() : null);
    expiry.clear();
    SecretExpiry.warning(entered, times).ifPresent(text -> expiry.show(Notice.Kind.WARNING, text));
  }

  private void guide(AuthenticationMode mode) {
    steps.removeAll();
    for (int step = 1; step <= GUIDE_STEPS; step++) {
      steps.add(new ListItem(guide.getTranslation("mailserver.guide." + mode + "." + step)));
    }
  }
}

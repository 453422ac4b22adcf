package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Username;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.common.ui.form.SecretField;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.GoogleServiceAccountKey;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.preset.DiscoveredServer;
import org.postmeister.mailserver.preset.MailServerPreset;
import org.postmeister.mailserver.preset.MailServerPresets;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.secret.Secret;

/** The fields of a mail server that platform version and authentication mode have. */
class MailServerForm extends Composite<Div> {

  private final transient Messages messages;
  private final transient FormFields<MailServerFields> fields;

  private final Checkbox enabled;
  private final Select<AuthenticationMode> mode = new Select<>();
  private final Checkbox loginRequired = new Checkbox();
  private final TextField senderAddress;
  private final TextField senderName;
  private final Checkbox utf8Headers;
  private final TextField username = new TextField();
  private final SecretField password;
  private final transient AddressFields address;
  private final transient LimitFields limits;
  private final transient RegistrationFields registration;
  private final transient GoogleFields google;
  private final transient PresetFields presets;
  private final SerializableRunnable onChange;
  private @Nullable MailServerPreset used;
  private final transient OptionsFields options;
  private final Notice unencrypted = new Notice();
  private final Notice absent = new Notice();

  /**
   * @param onChange called when the user changed something
   */
  MailServerForm(
      Messages messages,
      Times times,
      ClientCertificateFactory certificates,
      MailServerPresets presets,
      SerializableRunnable onChange) {
    this.messages = messages;
    this.onChange = onChange;
    this.fields = new FormFields<>(messages, onChange);
    this.password = new SecretField("mailserver.password", "mailserver.password.helper", onChange);
    this.enabled = FieldComponents.flag(MailServerField.ENABLED, fields);
    fields.choice("mode", mode, MailServerFields.MODE, List.of(AuthenticationMode.values()));
    fields.checkbox("loginRequired", loginRequired, MailServerFields.LOGIN_REQUIRED);
    this.address = new AddressFields(fields, this::showWhatApplies, this::hostTyped);
    this.senderAddress = FieldComponents.text(MailServerField.SENDER_ADDRESS, fields);
    this.senderName = FieldComponents.text(MailServerField.SENDER_NAME, fields);
    this.utf8Headers = FieldComponents.flag(MailServerField.UTF8_HEADERS, fields);
    fields.text("username", username, MailServerFields.USERNAME, Username::of);
    fields.secret("password", password);
    this.limits = new LimitFields(fields);
    unencrypted.show(Notice.Kind.WARNING, getTranslation("mailserver.unencrypted"));
    this.registration = new RegistrationFields(fields, messages, times, certificates, onChange);
    this.presets = new PresetFields(presets, messages, senderAddress, this::use);
    this.google = new GoogleFields(fields, messages, onChange);
    this.options = new OptionsFields(fields, messages, times, onChange);
    mode.addValueChangeListener(this::suggestServer);
    registration.cloud().addValueChangeListener(address::follow);
    loginRequired.addValueChangeListener(change -> showWhatApplies());
    getContent()
        .add(
            new FormSection("mailserver.basic", "mailserver.basic.sentence", basicFields()),
            new FormSection(
                "mailserver.security", "mailserver.security.sentence", securityFields()),
            new FormSection("mailserver.limits", "mailserver.limits.sentence", limits.components()),
            options.component());
  }

  /** Shows a stored server for this version; whatever was typed is discarded. */
  void setServer(MailServer server, PlatformVersion version) {
    offer(version);
    presets.reset(version);
    used = null;
    AppRegistration registered = server.settings().authentication().registration();
    boolean googles =
        server.settings().authentication() instanceof Authentication.GoogleServiceAccount;
    password.setStored(server.secretStored() && registered == null && !googles);
    google.key().setStored(server.secretStored() && googles);
    registration.setStored(
        server.secretStored() && registered != null && registered.certificate() == null);
    setFields(MailServerFields.of(server.settings()));
  }

  /** Says what it means that the server is off. */
  void explainOff(String text) {
    enabled.setHelperText(text);
  }

  /** Says whose mail has the sender address. */
  void explainSender(String text) {
    senderAddress.setHelperText(text);
  }

  /** Shows other data but keeps typed secrets. */
  void setFields(MailServerFields data) {
    fields.read(data);
    showWhatApplies();
    options.openIfUsed();
  }

  /** What was entered; empty if a field is invalid, which is then marked. */
  Optional<MailServerFields> getFieldsIfValid() {
    MailServerFields data = new MailServerFields();
    boolean valid = fields.writeIfValid(data);
    return secretIsValid() && valid ? Optional.of(data) : Optional.empty();
  }

  /** The fields with the typed secret, if any. */
  MailServerDraft toDraft(MailServerFields fields) {
    SecretField field = secretField();
    String typed = field == null ? null : field.typed();
    Secret secret = typed == null ? null : read(typed);
    return new MailServerDraft(fields.toSettings(), field == null ? registration.key() : secret);
  }

  /** Marks fields that the service refused; see {@link FormFields#show}. */
  List<String> showViolations(List<FieldViolation> violations) {
    List<String> summary = fields.show(violations);
    // A collapsed field cannot be focused.
    options.openIfUsed();
    fields.focusFirstInvalid();
    return summary;
  }

  /** Makes everything read-only. */
  void setReadOnly(boolean readOnly) {
    fields.setReadOnly(readOnly);
    options.setReadOnly(readOnly);
    presets.setReadOnly(readOnly);
  }

  /** The content of the form, whether valid or not; empty if it cannot even be read. */
  Optional<MailServerDraft> peek() {
    try {
      return fields.peek(new MailServerFields()).map(this::toDraft);
    } catch (InvalidValueException typedSoFar) {
      return Optional.empty();
    }
  }

  void focusFirstInvalid() {
    options.openIfUsed();
    fields.focusFirstInvalid();
  }

  private void hostTyped(String host) {
    presets.typed(host, chosenMode());
  }

  private Component[] basicFields() {
    return Stream.of(
            List.<Component>of(enabled),
            presets.components(),
            List.<Component>of(
                mode,
                address.host(),
                address.port(),
                senderAddress,
                senderName,
                utf8Headers,
                absent))
        .flatMap(List::stream)
        .toArray(Component[]::new);
  }

  // What the user entered where the provider states nothing stays.
  private void use(DiscoveredServer found) {
    MailServerPreset preset = found.preset();
    takeBack(used);
    used = preset;
    if (preset == null && !chosenMode().usesSmtp()) {
      mode.setValue(AuthenticationMode.USERNAME_PASSWORD);
    }
    if (preset != null && mode.isVisible()) {
      mode.setValue(preset.mode());
    } else if (preset != null) {
      loginRequired.setValue(preset.mode() == AuthenticationMode.USERNAME_PASSWORD);
    }
    if (found.host() != null && found.port() != null && found.encryption() != null) {
      address.set(found.host(), found.port(), found.encryption());
    }
    if (preset != null) {
      if (preset.username() != null) {
        username.setValue(preset.username());
      }
      limits.fill(preset.limits());
    }
    showWhatApplies();
    onChange.run();
  }

  // Values filled in for the previous provider and not changed since.
  private void takeBack(@Nullable MailServerPreset before) {
    if (before == null) {
      return;
    }
    if (username.getValue().equals(before.username())) {
      username.clear();
    }
    limits.takeBack(before.limits());
  }

  private Component[] securityFields() {
    return Stream.concat(
            Stream.of(loginRequired, address.encryption(), unencrypted, username, password),
            Stream.concat(google.components().stream(), registration.components().stream()))
        .toArray(Component[]::new);
  }

  private void offer(PlatformVersion version) {
    mode.setItems(
        Stream.of(AuthenticationMode.values()).filter(each -> each.existsIn(version)).toList());
    boolean modes = Feature.AUTHENTICATION_MODE.existsIn(version);
    mode.setVisible(modes);
    loginRequired.setVisible(!modes);
    utf8Headers.setVisible(Feature.UTF8_HEADERS.existsIn(version));
    explainAbsence(version);
  }

  // A user who knows newer versions would look for what is missing.
  private void explainAbsence(PlatformVersion version) {
    String text =
        Stream.of(
                Feature.AUTHENTICATION_MODE,
                Feature.MICROSOFT_GRAPH,
                Feature.SMTP_OAUTH2,
                Feature.GOOGLE_SERVICE_ACCOUNT,
                Feature.UTF8_HEADERS)
            .filter(feature -> !feature.existsIn(version))
            .map(feature ->
                getTranslation(
                    "mailserver.absent",
                    getTranslation("feature." + feature),
                    feature.versions().toString(),
                    version.toString()))
            .collect(Collectors.joining(" "));
    if (text.isEmpty()) {
      absent.clear();
    } else {
      absent.show(Notice.Kind.INFO, text);
    }
  }

  private void showWhatApplies() {
    AuthenticationMode chosen = chosenMode();
    boolean smtp = chosen.usesSmtp();
    address.setVisible(smtp);
    username.setVisible(chosen.hasUsername());
    username.setHelperText(
        getTranslation(
            chosen == AuthenticationMode.SMTP_OAUTH2
                ? "mailserver.mailbox.helper"
                : "mailserver.username.helper"));
    password.setVisible(chosen == AuthenticationMode.USERNAME_PASSWORD);
    registration.show(chosen);
    google
        .components()
        .forEach(each -> each.setVisible(chosen == AuthenticationMode.GOOGLE_SERVICE_ACCOUNT));
    options.show(smtp);
    unencrypted.setVisible(address.isUnencrypted());
  }

  // OAuth 2.0 means Exchange Online or Google; what was entered before stays.
  private void suggestServer(
      ComponentValueChangeEvent<Select<AuthenticationMode>, AuthenticationMode> change) {
    showWhatApplies();
    if (change.isFromClient()) {
      presets.forget();
    }
    if (change.isFromClient() && change.getValue() == AuthenticationMode.SMTP_OAUTH2) {
      address.suggest(registration.cloud().getValue().smtpHost());
    } else if (change.isFromClient()
        && change.getValue() == AuthenticationMode.GOOGLE_SERVICE_ACCOUNT) {
      address.suggest(String.valueOf(MailServerPreset.GOOGLE_WORKSPACE.host()));
    }
  }

  private AuthenticationMode chosenMode() {
    if (!mode.isVisible()) {
      return loginRequired.getValue()
          ? AuthenticationMode.USERNAME_PASSWORD
          : AuthenticationMode.NONE;
    }
    return mode.getValue() == null ? AuthenticationMode.NONE : mode.getValue();
  }

  private Secret read(String typed) {
    return chosenMode() == AuthenticationMode.GOOGLE_SERVICE_ACCOUNT
        ? GoogleServiceAccountKey.of(typed)
        : Secret.of(typed);
  }

  /** Null if a certificate is chosen. */
  private @Nullable SecretField secretField() {
    if (chosenMode() == AuthenticationMode.GOOGLE_SERVICE_ACCOUNT) {
      return google.key();
    }
    return chosenMode().hasRegistration() ? registration.secretField() : password;
  }

  private boolean secretIsValid() {
    SecretField field = secretField();
    if (field == null) {
      return registration.certificateIsThere();
    }
    String typed = field.typed();
    if (typed == null) {
      return true;
    }
    try {
      read(typed);
      return true;
    } catch (InvalidValueException e) {
      field.showError(messages.get(e));
      return false;
    }
  }
}

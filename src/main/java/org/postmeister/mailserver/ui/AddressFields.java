package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableRunnable;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.preset.MailServerPreset;

/** The address of an SMTP server, and how the connection to it is protected. */
final class AddressFields {

  private final TextField host;
  private final TextField port;
  private final Select<Encryption> encryption;

  /**
   * @param onEncryption called when the encryption has changed
   * @param onHost receives a host that the user has typed
   */
  AddressFields(
      FormFields<MailServerFields> fields,
      SerializableRunnable onEncryption,
      SerializableConsumer<String> onHost) {
    this.host = FieldComponents.text(MailServerField.HOST, fields);
    this.port = FieldComponents.text(MailServerField.PORT, fields);
    this.encryption = FieldComponents.choice(MailServerField.ENCRYPTION, fields);
    encryption.addValueChangeListener(change -> {
      onEncryption.run();
      suggestPort(change);
    });
    host.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        onHost.accept(change.getValue());
      }
    });
  }

  TextField host() {
    return host;
  }

  TextField port() {
    return port;
  }

  Select<Encryption> encryption() {
    return encryption;
  }

  void setVisible(boolean visible) {
    host.setVisible(visible);
    port.setVisible(visible);
    encryption.setVisible(visible);
  }

  boolean isUnencrypted() {
    return encryption.isVisible() && encryption.getValue() == Encryption.NONE;
  }

  void set(HostName server, Port at, Encryption protection) {
    encryption.setValue(protection);
    host.setValue(server.toString());
    port.setValue(at.toString());
  }

  /**
   * Fills in the host that an authentication mode implies, unless the user has chosen another one.
   */
  void suggest(String server) {
    if (host.isEmpty() || !MailServerPreset.ofHost(host.getValue()).isEmpty()) {
      set(HostName.of(server), Encryption.STARTTLS.usualPort(), Encryption.STARTTLS);
    }
  }

  /** A host that the user chose stays; Microsoft's own follows the cloud. */
  void follow(ComponentValueChangeEvent<Select<MicrosoftCloud>, MicrosoftCloud> change) {
    MicrosoftCloud before = change.getOldValue();
    if (change.isFromClient() && before != null && host.getValue().equals(before.smtpHost())) {
      host.setValue(change.getValue().smtpHost());
    }
  }

  // A port that the user chose stays; the usual one follows the encryption.
  private void suggestPort(ComponentValueChangeEvent<Select<Encryption>, Encryption> change) {
    Encryption before = change.getOldValue();
    boolean usual =
        port.isEmpty() || (before != null && port.getValue().equals(before.usualPort().toString()));
    if (change.isFromClient() && usual && change.getValue() != null) {
      port.setValue(change.getValue().usualPort().toString());
    }
  }
}

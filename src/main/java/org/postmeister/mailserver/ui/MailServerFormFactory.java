package org.postmeister.mailserver.ui;

import com.vaadin.flow.function.SerializableRunnable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.preset.MailServerPresets;
import org.springframework.stereotype.Component;

/** Creates forms for mail servers. */
@Component
public class MailServerFormFactory {

  private final Messages messages;
  private final Times times;
  private final ClientCertificateFactory certificates;
  private final MailServerPresets presets;

  MailServerFormFactory(
      Messages messages,
      Times times,
      ClientCertificateFactory certificates,
      MailServerPresets presets) {
    this.messages = messages;
    this.times = times;
    this.certificates = certificates;
    this.presets = presets;
  }

  /**
   * @param onChange called when the user changed something
   */
  MailServerForm create(SerializableRunnable onChange) {
    return new MailServerForm(messages, times, certificates, presets, onChange);
  }
}

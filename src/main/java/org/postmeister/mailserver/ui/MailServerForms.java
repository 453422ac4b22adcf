package org.postmeister.mailserver.ui;

import com.vaadin.flow.function.SerializableRunnable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.ClientCertificates;
import org.postmeister.mailserver.preset.MailServerPresets;
import org.springframework.stereotype.Component;

/** Creates forms for mail servers. */
@Component
public class MailServerForms {

  private final Messages messages;
  private final Times times;
  private final ClientCertificates certificates;
  private final MailServerPresets presets;

  MailServerForms(
      Messages messages, Times times, ClientCertificates certificates, MailServerPresets presets) {
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

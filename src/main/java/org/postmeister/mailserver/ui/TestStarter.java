package org.postmeister.mailserver.ui;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailRun;

/** Starts a test mail: for the system or for a tenant. */
public interface TestStarter extends Serializable {

  /**
   * @param unsaved settings to test, null for the stored ones
   */
  TestMailRun start(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      Locale locale,
      StepListener listener);
}

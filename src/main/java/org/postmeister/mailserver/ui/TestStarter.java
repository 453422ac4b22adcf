package org.postmeister.mailserver.ui;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailRun;

/** Starts a test mail: of the system or of a tenant. */
public interface TestStarter extends Serializable {

  /**
   * @param unsaved settings to try, null for the stored ones
   */
  TestMailRun start(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      Locale locale,
      StepListener listener);
}

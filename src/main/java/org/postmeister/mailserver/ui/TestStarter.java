package org.postmeister.mailserver.ui;

import java.io.Serializable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailRun;

/** Starts a test mail with what the form contains. */
public interface TestStarter extends Serializable {

  TestMailRun start(EmailAddress recipient, StepListener listener);
}

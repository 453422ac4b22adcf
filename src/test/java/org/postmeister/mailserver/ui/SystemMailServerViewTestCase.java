package org.postmeister.mailserver.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.select.Select;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.platform.PlatformService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of the view of the system mail server have in common. */
abstract class SystemMailServerViewTestCase extends ViewTest {

  @Autowired SystemMailServerService service;
  @Autowired Clock clock;
  @Autowired PlatformService platform;

  final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @BeforeEach
  void signInAsSystemAdmin() {
    signIn("SYSTEM_ADMIN");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @SuppressWarnings("unchecked")
  static Select<AuthenticationMode> mode() {
    return _get(Select.class, spec -> spec.withLabel("Authentication"));
  }

  @SuppressWarnings("unchecked")
  static void choose(Encryption encryption) {
    Select<Encryption> select = _get(Select.class, spec -> spec.withLabel("Encryption"));
    Encryption before = select.getValue();
    select.setValue(encryption);
    ComponentUtil.fireEvent(select, new ComponentValueChangeEvent<>(select, select, before, true));
  }
}

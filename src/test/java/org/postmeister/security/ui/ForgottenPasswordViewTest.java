package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.textfield.EmailField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

class ForgottenPasswordViewTest extends ViewTest {

  @Autowired private SystemMailServerService servers;
  @Autowired private JdbcClient jdbc;

  private void mailIsOn() {
    SignedIn.asSystemAdmin();
    servers.save(TestMailServers.draft(TestMailServers.open("localhost", 2525), null), null);
    SecurityContextHolder.clearContext();
    jdbc.sql("DELETE FROM console_address").update();
    jdbc.sql("INSERT INTO console_address (id, address) VALUES (1, 'http://localhost')").update();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sadmin@example.org", "nobody@example.org"})
  void answersTheSameWhoeverAsks(String login) {
    mailIsOn();
    open(ForgottenPasswordView.class);
    _get(EmailField.class).setValue(login);
    click("Send link");

    assertThat(visibleText())
        .contains("If there is an account " + login + ", a mail with a link is on its way to it.");
  }

  @Test
  void isOfferedWhereMailCanBeSent() {
    mailIsOn();
    open(LoginView.class);

    assertThat(_get(LoginForm.class).isForgotPasswordButtonVisible()).isTrue();
    assertThat(visibleText()).doesNotContain("ask your system administrator");
  }

  @Test
  void saysElsewhereWhomToAsk() {
    open(LoginView.class);
    assertThat(_get(LoginForm.class).isForgotPasswordButtonVisible()).isFalse();
    assertThat(visibleText()).contains("please ask your system administrator for one");

    open(ForgottenPasswordView.class);
    assertThat(visibleText()).contains("please ask your system administrator for one");
  }
}

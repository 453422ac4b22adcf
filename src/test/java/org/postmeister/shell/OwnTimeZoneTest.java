package org.postmeister.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.ui.Times;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.login.SessionAuthentication;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody reads the times of the own place. */
class OwnTimeZoneTest extends ViewTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Autowired private AccountSearch accounts;
  @Autowired private Times times;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;

  @BeforeEach
  void enter() {
    jdbc.sql("UPDATE account SET must_change_password = FALSE").update();
    signIn(SessionAuthentication.authenticationOf(account()));
  }

  private Account account() {
    return accounts.findByLogin(TestAccounts.ADMIN).orElseThrow();
  }

  private String zoneOfMail() {
    return account().contact().timeZoneOfMail().getId();
  }

  @Test
  void thatOfTheBrowserIsUsedAndRememberedForMail() {
    browserIsIn("Asia/Kolkata");
    UI.getCurrent().navigate("system/audit");

    assertThat(times.withOffset(NOON)).endsWith("UTC+05:30");
    assertThat(zoneOfMail()).isEqualTo("Asia/Kolkata");
  }

  @Test
  void aChosenOneIsUsedWhateverTheBrowserSays() {
    jdbc.sql("UPDATE account SET time_zone = 'Europe/Berlin', revision = revision + 1").update();
    events.publishEvent(new AccountChanged(account().id()));
    browserIsIn("Asia/Kolkata");
    UI.getCurrent().navigate("system/audit");

    assertThat(times.withOffset(NOON)).endsWith("UTC+01:00");
    assertThat(zoneOfMail()).isEqualTo("Europe/Berlin");
  }

  @Test
  void whatIsNoZoneIsNotRemembered() {
    browserIsIn("Asia/Kolkata");
    UI.getCurrent().navigate("system/audit");
    openBrowser();
    enter();
    browserIsIn("Mars/Olympus");
    UI.getCurrent().navigate("system/audit");

    assertThat(times.exact(NOON)).endsWith("UTC");
    assertThat(zoneOfMail()).isEqualTo("Asia/Kolkata");
  }

  @Test
  void utcIsUsedAsLongAsNoneIsKnown() {
    UI.getCurrent().navigate("system/audit");

    assertThat(account().contact().browserTimeZone()).isNull();
    assertThat(zoneOfMail()).isEqualTo("Z");
    assertThat(times.exact(NOON)).endsWith("UTC");
  }
}

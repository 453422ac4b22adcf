package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.SystemAdministrators;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.login.SessionAuthentication;
import org.postmeister.security.profile.OwnAddressService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An address that is used once a link sent there has been followed. */
class OwnAddressTest extends ViewTest {

  private static final Pattern LINK = Pattern.compile("/confirm-address/(\\S+)");
  private static final String ADDRESS = "ada@example.org";

  @Autowired private AccountSearch accounts;
  @Autowired private AccountAdminService administration;
  @Autowired private OwnAddressService addresses;
  @Autowired private SystemAdministrators administrators;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TestDeliveries deliveries;
  @Autowired private AuditService audit;
  @Autowired private TestClock.Turnable clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;

  private CatchingSmtpServer server;

  @BeforeEach
  void enter() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(usable(), null), null);
    jdbc.sql("UPDATE account SET must_change_password = FALSE").update();
    // So that what one test has sent does not count in the next.
    clock.forward(Duration.ofHours(2));
    signInAs(TestAccounts.ADMIN);
    open(ProfileView.class);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void signInAs(String login) {
    events.publishEvent(new AccountChanged(account(login).id()));
    signIn(SessionAuthentication.authenticationOf(account(login)));
  }

  private Account account(String login) {
    return accounts.findByLogin(login).orElseThrow();
  }

  private String mailAddress() {
    return account(TestAccounts.ADMIN).mailAddress();
  }

  private static void enter(String address, String password) {
    setFromClient(field("New address"), address);
    setFromClient(_get(PasswordField.class), password);
    click("Send link");
  }

  private static void openAgain() {
    UI.getCurrent().navigate("system/audit");
    open(ProfileView.class);
  }

  private MailServerSettings usable() {
    return TestMailServers.open("localhost", server.port());
  }

  private String token() throws InterruptedException {
    deliveries.run();
    Matcher link = LINK.matcher(server.mails().getLast().text());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private static void follow(String token) {
    UI.getCurrent().navigate("confirm-address/" + token);
  }

  @Test
  void mailGoesToItOnceItIsConfirmed() throws Exception {
    assertThat(visibleText()).contains("You have no address yet");
    enter(ADDRESS, TestAccounts.ADMIN_PASSWORD);

    assertThat(visibleText()).contains("A link was sent to " + ADDRESS);
    String token = token();
    assertThat(server.only().recipients()).containsExactly(ADDRESS);
    assertThat(server.only().text()).contains("sadmin");
    follow(token);
    assertThat(mailAddress()).as("Looking at the page is not enough.").isEqualTo("sadmin");
    click("Confirm address");

    assertThat(mailAddress()).isEqualTo(ADDRESS);
    assertThat(administrators.readers())
        .extracting(reader -> reader.address().toString())
        .containsExactly(ADDRESS);
    assertThat(audit.find(AuditQuery.ALL, null, 0, 2))
        .extracting(entry -> entry.action())
        .contains(AuditAction.ACCOUNT_CHANGED);
    follow(token);
    assertThat(visibleText()).contains("This link does not work");
  }

  @Test
  void aLinkIsOfNoUseToSomebodyElse() throws Exception {
    enter(ADDRESS, TestAccounts.ADMIN_PASSWORD);
    String token = token();
    administration.create(
        EmailAddress.of("eve@example.org"),
        new AccountData(DisplayName.of("Eve"), Role.SYSTEM_ADMIN, Set.of(), true));
    signInAs("eve@example.org");
    follow(token);

    assertThat(visibleText()).contains("This link does not work", "eve@example.org");
    assertThat(_find(Button.class, spec -> spec.withText("Confirm address"))).isEmpty();
    assertThat(mailAddress()).isEqualTo("sadmin");
  }

  @Test
  void aLinkExpiresAfterADayAndWithThePassword() throws Exception {
    enter(ADDRESS, TestAccounts.ADMIN_PASSWORD);
    String token = token();
    jdbc.sql("UPDATE account SET credentials_version = credentials_version + 1").update();
    signInAs(TestAccounts.ADMIN);
    assertThat(addresses.addressOf(token)).isEmpty();
    jdbc.sql("UPDATE account SET credentials_version = credentials_version - 1").update();
    signInAs(TestAccounts.ADMIN);
    assertThat(addresses.addressOf(token)).isPresent();

    clock.forward(Duration.ofHours(24));

    assertThat(addresses.addressOf(token)).isEmpty();
  }

  @Test
  void aLaterLinkReplacesTheEarlierAndCanBeWithdrawn() throws Exception {
    enter("mistyped@example.org", TestAccounts.ADMIN_PASSWORD);
    String first = token();
    enter(ADDRESS, TestAccounts.ADMIN_PASSWORD);
    String second = token();

    assertThat(addresses.addressOf(first)).isEmpty();
    assertThat(addresses.addressOf(second)).contains(EmailAddress.of(ADDRESS));
    click("Withdraw link");
    assertThat(addresses.addressOf(second)).isEmpty();
  }

  @Test
  void aBorrowedSessionIsNotEnough() throws Exception {
    enter(ADDRESS, "not the password");

    assertThat(_get(PasswordField.class).isInvalid()).isTrue();
    deliveries.run();
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void nobodysMailboxIsFlooded() throws Exception {
    for (int i = 0; i < 5; i++) {
      enter("other" + i + "@example.org", TestAccounts.ADMIN_PASSWORD);
    }
    deliveries.run();

    assertThat(server.mails()).hasSize(3);
    assertThat(visibleText()).contains("you can try again only in");
  }

  @Test
  void whatIsNoAddressIsSaidAtItsField() {
    enter("ada", TestAccounts.ADMIN_PASSWORD);

    assertThat(field("New address").isInvalid()).isTrue();
  }

  @Test
  void withoutAMailRouteThatIsSaidInPlaceOfTheButton() {
    systemServer.save(draft(TestMailServers.off(usable()), null), null);
    openAgain();

    assertThat(visibleText()).contains("No mail can be sent at the moment");
    assertThat(_find(Button.class, spec -> spec.withText("Send link"))).isEmpty();
  }

  @Test
  void theLoginCanBeUsedAgain() throws Exception {
    enter(ADDRESS, TestAccounts.ADMIN_PASSWORD);
    addresses.confirm(token());
    openAgain();
    assertThat(visibleText()).contains("Mail to you goes to " + ADDRESS);

    click("Use the login again");

    assertThat(mailAddress()).isEqualTo("sadmin");
    assertThat(administrators.readers()).isEqualTo(List.of());
  }
}

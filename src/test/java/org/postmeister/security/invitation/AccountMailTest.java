package org.postmeister.security.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.store.RetentionOfTests;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountService;
import org.postmeister.security.administration.InvitedAccount;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

/** Links for choosing a password, as they come by mail over a real SMTP server. */
@PostmeisterTest
class AccountMailTest {

  private static final String PASSWORD = "a long enough password";
  private static final Pattern LINK = Pattern.compile("(\\S+)/invitation/(\\S+)");

  @Autowired private AccountAdminService accounts;
  @Autowired private AccountService own;
  @Autowired private InvitationService invitations;
  @Autowired private ConsoleAddressService addresses;
  @Autowired private PasswordResetService resets;
  @Autowired private PasswordResetSender worker;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private MailPolicyService policies;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private TenantService tenants;
  @Autowired private ApplicationContext context;
  @Autowired private Accounts rows;
  @Autowired private TestDeliveries deliveries;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock.Turnable clock;
  @Autowired private MockMvc mvc;

  private CatchingSmtpServer server;
  private TenantId tenant;

  @BeforeEach
  void start() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    // So that what one test has asked for does not count in the next.
    clock.forward(Duration.ofHours(2));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private InvitedAccount invite() {
    return accounts.create(
        EmailAddress.of("ada@example.org"),
        new AccountData(DisplayName.of("Ada"), Role.TENANT_ADMIN, Set.of(tenant), true));
  }

  private CatchingSmtpServer.Caught lastMail() throws InterruptedException {
    deliveries.run();
    return server.mails().getLast();
  }

  private static String tokenIn(CatchingSmtpServer.Caught mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as("a link in %s", mail.text()).isTrue();
    assertThat(mail.html()).contains("/invitation/" + link.group(2));
    return link.group(2);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Your access to Postmeister for acme, Choose a password:",
    "de, Ihr Zugang zu Postmeister für acme, Passwort wählen:"
  })
  void anInvitationComesByMailInTheTenantsLanguage(String language, String subject, String words)
      throws Exception {
    tenants.change(tenant, before -> new TenantData(null, null, Locale.of(language), true), null);
    Invitation invitation = invite().invitation();

    assertThat(invitation)
        .returns(null, Invitation::link)
        .returns("ada@example.org", Invitation::sentTo);
    CatchingSmtpServer.Caught mail = lastMail();
    assertThat(mail.subject()).isEqualTo(subject);
    assertThat(mail.text()).contains(words, "ada@example.org");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    invitations.accept(tokenIn(mail), NewPassword.of(PASSWORD));
    assertThatThrownBy(() -> invitations.accept(tokenIn(mail), NewPassword.of(PASSWORD)))
        .isInstanceOf(InvitationNotFoundException.class);
  }

  @Test
  void invitingAgainRevokesTheFirstLink() throws Exception {
    invite();
    String first = tokenIn(lastMail());
    accounts.invite("ada@example.org");
    String second = tokenIn(lastMail());

    assertThat(invitations.loginOf(first)).isEmpty();
    assertThat(invitations.loginOf(second)).contains("ada@example.org");
    clock.forward(Duration.ofDays(8));
    assertThat(invitations.loginOf(second)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RouteState.class,
      names = {"SYSTEM_MAIL_OFF", "TENANT_INACTIVE", "NO_SERVER_FOR_TENANT"})
  void withoutARouteTheLinkIsShownToWhoeverInvites(RouteState reason) throws Exception {
    switch (reason) {
      case SYSTEM_MAIL_OFF ->
          systemServer.save(draft(off(open("localhost", server.port())), null), null);
      case TENANT_INACTIVE -> tenants.setActive(tenant, false);
      case NO_SERVER_FOR_TENANT -> policies.save(tenant, new MailPolicy(false, true), null);
    }
    Invitation invitation = invite().invitation();

    assertThat(invitation).returns(null, Invitation::sentTo);
    assertThat(invitation.link()).contains("/invitation/");
    deliveries.run();
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void theApiSaysWhereTheInvitationWasSent() throws Exception {
    mvc.perform(
            post("/api/v1/tenants")
                .with(authentication(TestUsers.systemAdmin()))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"name": "third",
                     "administrator": {"email": "bob@third.example", "name": "Bob"}}
                    """))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.invitation.sentTo").value("bob@third.example"))
        .andExpect(jsonPath("$.invitation.expiresAt").exists())
        .andExpect(jsonPath("$.invitation.link").doesNotExist());
    assertThat(lastMail().recipients()).containsExactly("bob@third.example");
  }

  @ParameterizedTest
  @CsvSource({
    "en, Choose a new password, until you have chosen a new one",
    "de, Wählen Sie ein neues Passwort, bis Sie ein neues gewählt haben"
  })
  void aForgottenPasswordIsReplacedByLink(String language, String subject, String words)
      throws Exception {
    createAda();
    rows.rememberLanguage(rows.findByLoginKey("ada@example.org").orElseThrow().id(), language);
    SignedInUser before = rows.findByLoginKey("ada@example.org").orElseThrow().toSignedInUser();
    worker.send("Ada@Example.org", "https://console.example");

    CatchingSmtpServer.Caught mail = lastMail();
    assertThat(mail.subject()).isEqualTo(subject);
    assertThat(mail.text()).contains(words, "https://console.example/invitation/");
    signIn(PASSWORD, 200);
    invitations.accept(tokenIn(mail), NewPassword.of("another long password"));
    signIn("another long password", 200);
    signIn(PASSWORD, 401);
    Account after = rows.findByLoginKey("ada@example.org").orElseThrow();
    assertThat(after.allows(before)).as("sessions go on").isFalse();
  }

  private void createAda() throws InterruptedException {
    invite();
    invitations.accept(tokenIn(lastMail()), NewPassword.of(PASSWORD));
  }

  private void signIn(String password, int expected) throws Exception {
    SecurityContextHolder.clearContext();
    mvc.perform(get("/api/v1/tenants/acme/mail-route").with(httpBasic("ada@example.org", password)))
        .andExpect(status().is(expected));
  }

  @Test
  void changingThePasswordRevokesTheLink() throws Exception {
    createAda();
    worker.send("ada@example.org", "https://console.example");
    String token = tokenIn(lastMail());
    SignedInUser ada = rows.findByLoginKey("ada@example.org").orElseThrow().toSignedInUser();
    SignedIn.as(UsernamePasswordAuthenticationToken.authenticated(ada, null, ada.getAuthorities()));
    own.changePassword(PASSWORD, NewPassword.of("another long password"));

    assertThat(invitations.loginOf(token)).isEmpty();
  }

  @Test
  void aLinkForAForgottenPasswordIsGoodForAnHour() throws Exception {
    createAda();
    worker.send("ada@example.org", "https://console.example");
    String token = tokenIn(lastMail());

    assertThat(invitations.loginOf(token)).isPresent();
    clock.forward(Duration.ofMinutes(61));
    assertThat(invitations.loginOf(token)).isEmpty();
  }

  @Test
  void strangersCannotShortenAnInvitation() throws Exception {
    invite();
    lastMail();
    worker.send("ada@example.org", "https://console.example");
    clock.forward(Duration.ofDays(6));

    assertThat(invitations.loginOf(tokenIn(lastMail()))).isPresent();
  }

  @Test
  void linksLeadWhereAnAdministratorHasSaidAndNotWhereSomebodyCameFromLast() throws Exception {
    signIn("http://evil.example", "sadmin", TestAccounts.ADMIN_PASSWORD);
    invite();
    assertThat(lastMail().text()).contains("http://localhost/invitation/");

    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setServerName("console.example");
    UsernamePasswordAuthenticationToken admin = TestUsers.systemAdmin();
    admin.setDetails(RequestDetails.ofConsole(request));
    SignedIn.as(admin);
    assertThat(addresses.difference())
        .hasValueSatisfying(
            difference -> assertThat(difference.known()).isEqualTo("http://localhost"));
    addresses.confirm();
    accounts.invite("ada@example.org");
    assertThat(lastMail().text()).contains("http://console.example/invitation/");
    assertThat(addresses.difference()).isEmpty();
    admin.setDetails(RequestDetails.ofApi(request));
    assertThatThrownBy(() -> addresses.confirm()).isInstanceOf(AccessDeniedException.class);
  }

  private void signIn(String base, String login, String password) throws Exception {
    mvc.perform(get(base + "/api/v1/system/platform").with(httpBasic(login, password)));
    SignedIn.asSystemAdmin();
  }

  @Test
  void withoutAnAddressNoLinkIsMailed() throws Exception {
    jdbc.sql("DELETE FROM console_address").update();

    assertThat(invite().invitation().sentTo()).isNull();
    deliveries.run();
    assertThat(server.mails()).isEmpty();
  }

  private void createEva() throws Exception {
    accounts.create(
        EmailAddress.of("eva@example.org"),
        new AccountData(DisplayName.of("Eva"), Role.SYSTEM_ADMIN, Set.of(), true));
    invitations.accept(tokenIn(lastMail()), NewPassword.of(PASSWORD));
  }

  private int mailsAfterReset(String login) throws Exception {
    worker.send(login, "https://console.example");
    deliveries.run();
    return server.mails().size();
  }

  @Test
  void linksOfSystemAdministratorsWaitUntilAPersonHasConfirmedWhereMailGoes() throws Exception {
    createEva();
    createAda();
    int before = server.mails().size();
    SignedIn.as(TestUsers.overHttp(TestUsers.systemAdmin()));
    long revision =
        systemServer.save(draft(open("127.0.0.1", server.port()), null), null).revision();

    assertThat(mailsAfterReset("eva@example.org")).as("held back").isEqualTo(before);
    assertThat(mailsAfterReset("ada@example.org")).as("of others").isEqualTo(before + 1);
    assertThatThrownBy(() -> systemServer.confirmDestination(revision))
        .isInstanceOf(AccessDeniedException.class);

    SignedIn.asSystemAdmin();
    systemServer.confirmDestination(revision);
    clock.forward(Duration.ofHours(1));
    assertThat(mailsAfterReset("eva@example.org")).isEqualTo(before + 2);
  }

  @Test
  void aTokenThatRedirectsMailGetsNoLinkThatMakesItAPerson() throws Exception {
    SignedIn.as(TestUsers.systemToken(TokenScope.SYSTEM_MAIL_SERVER));
    systemServer.save(draft(open("127.0.0.1", server.port()), null), null);

    SignedIn.asSystemAdmin();
    InvitedAccount eva =
        accounts.create(
            EmailAddress.of("eva@example.org"),
            new AccountData(DisplayName.of("Eva"), Role.SYSTEM_ADMIN, Set.of(), true));
    assertThat(eva.invitation().sentTo()).isNull();
    assertThat(eva.invitation().link()).isNotNull();
    deliveries.run();
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void aTokenGetsNoLinkThatIsOnItsWayAlready() throws Exception {
    try (CatchingSmtpServer thief = new CatchingSmtpServer()) {
      accounts.create(
          EmailAddress.of("eva@example.org"),
          new AccountData(DisplayName.of("Eva"), Role.SYSTEM_ADMIN, Set.of(), true));
      clock.forward(Duration.ofSeconds(1));
      SignedIn.as(TestUsers.systemToken(TokenScope.SYSTEM_MAIL_SERVER));
      systemServer.save(draft(open("127.0.0.1", thief.port()), null), null);
      deliveries.run();

      assertThat(thief.mails()).isEmpty();
      assertThat(jdbc.sql("SELECT failure FROM message").query(String.class).single())
          .contains("destination_changed");
    }
  }

  @Test
  void aTenantsServerThatATokenHasEnteredCarriesNoLinks() throws Exception {
    try (CatchingSmtpServer own = new CatchingSmtpServer(InetAddress.getByName("127.77.0.1"))) {
      SignedIn.as(TestUsers.systemToken());
      tenantServers.save(tenant, draft(open("127.77.0.1", own.port()), null), null);
      SignedIn.asSystemAdmin();
      invite();
      deliveries.run();

      assertThat(own.mails()).isEmpty();
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void aLinkOnItsWayDoesNotChangeToAServerThatATenantHasEnteredMeanwhile() throws Exception {
    try (CatchingSmtpServer own = new CatchingSmtpServer(InetAddress.getByName("127.77.0.1"))) {
      invite();
      tenantServers.save(tenant, draft(open("127.77.0.1", own.port()), null), null);
      deliveries.run();

      assertThat(own.mails()).isEmpty();
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void noTenantCarriesLinksThatAreGoodForOthers() throws Exception {
    TenantId other = SomeTenants.create(tenants, "zzz");
    try (CatchingSmtpServer own = new CatchingSmtpServer(InetAddress.getByName("127.77.0.1"))) {
      tenantServers.save(tenant, draft(open("127.77.0.1", own.port()), null), null);
      accounts.create(
          EmailAddress.of("ada@example.org"),
          new AccountData(DisplayName.of("Ada"), Role.TENANT_ADMIN, Set.of(tenant, other), true));
      invitations.accept(tokenIn(lastMail()), NewPassword.of(PASSWORD));
      worker.send("ada@example.org", "https://console.example");
      deliveries.run();

      assertThat(own.mails()).isEmpty();
      assertThat(server.mails()).hasSize(2);
    }
  }

  @Test
  void whatItSaidIsDeletedOnceItHasEnded() throws Exception {
    invite();
    lastMail();
    RetentionOfTests.run(context);

    assertThat(jdbc.sql("SELECT COUNT(*) FROM message_body").query(Long.class).single()).isZero();
  }

  @Test
  void withoutARouteTheLinkThatWasPassedOnStaysGood() throws Exception {
    policies.save(tenant, new MailPolicy(false, true), null);
    String link = invite().invitation().link();
    worker.send("ada@example.org", "https://console.example");

    assertThat(invitations.loginOf(link.substring(link.lastIndexOf('/') + 1))).isPresent();
  }

  @Test
  void nothingIsSentToThoseWhoMayNotSignIn() throws Exception {
    createAda();
    accounts.update(
        "ada@example.org",
        new AccountData(DisplayName.of("Ada"), Role.TENANT_ADMIN, Set.of(tenant), false),
        null);
    worker.send("ada@example.org", "https://console.example");
    worker.send("nobody@example.org", "https://console.example");
    worker.send("sadmin", "https://console.example");
    deliveries.run();

    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void whoAsksTooOftenIsToldAndOthersAreNotFlooded() throws Exception {
    createAda();
    call("http://localhost", TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    for (int i = 0; i < 10; i++) {
      resets.request("ada@example.org", "192.0.2.1");
    }
    assertThatThrownBy(() -> resets.request("nobody@example.org", "192.0.2.1"))
        .isInstanceOf(TooManyAttemptsException.class);
    resets.request("ada@example.org", "192.0.2.2");
    await().untilAsserted(() -> assertThat(requested()).isEqualTo(3));
    clock.forward(Duration.ofMinutes(16));
    resets.request("ada@example.org", "192.0.2.1");
    await().untilAsserted(() -> assertThat(requested()).isEqualTo(4));
  }

  private void call(String base, String login, String password) throws Exception {
    SecurityContextHolder.clearContext();
    mvc.perform(get(base + "/api/v1/tenants").with(httpBasic(login, password)));
    SignedIn.asSystemAdmin();
  }

  private long requested() {
    return jdbc.sql("SELECT COUNT(*) FROM audit_entry WHERE action = 'PASSWORD_RESET_REQUESTED'")
        .query(Long.class)
        .single();
  }

  @Test
  void linksGoWhereAnAdministratorHasSignedInAndNotWhereAStrangerSays() throws Exception {
    jdbc.sql("DELETE FROM console_address").update();
    assertThat(resets.isOffered()).as("nobody knows where the console is").isFalse();
    call("http://console.example", TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
    assertThat(resets.isOffered()).isTrue();
    createAda();
    call("http://evil.example", "ada@example.org", PASSWORD);
    call("http://evil.example", "sadmin", "wrong");
    resets.request("ada@example.org", "192.0.2.3");
    await().untilAsserted(() -> assertThat(requested()).isEqualTo(1));

    assertThat(lastMail().text())
        .contains("http://console.example/invitation/")
        .doesNotContain("evil");
  }

  @Test
  void withoutMailItIsNotOffered() {
    systemServer.save(draft(off(open("localhost", server.port())), null), null);

    assertThat(resets.isOffered()).isFalse();
  }
}

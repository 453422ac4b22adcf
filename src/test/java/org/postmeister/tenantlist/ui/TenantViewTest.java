package org.postmeister.tenantlist.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.NotFoundError;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.ui.RoutePanel;
import org.postmeister.mailserver.ui.TenantPolicySection;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.security.ui.InvitationDialog;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant's page for each role and each policy. */
class TenantViewTest extends ViewTest {

  /** Who looks at the page. */
  enum Viewer {
    SYSTEM,
    TENANT
  }

  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private MailPolicyService policies;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private Outbox outbox;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private TenantSupportService support;

  private TenantId tenant;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("smtp.system.example", 25), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  private void signIn(Viewer viewer) {
    if (viewer == Viewer.SYSTEM) {
      signIn("SYSTEM_ADMIN");
    } else {
      signInAsTenantAdmin(tenant);
    }
  }

  private static void openTenant(String name) {
    UI.getCurrent().navigate(TenantView.class, TenantView.of(TenantName.of(name)));
  }

  private static List<String> tabs() {
    return _find(Tab.class).stream().map(Tab::getLabel).toList();
  }

  private static void showTab(String label) {
    TabSheet sheet = _get(TabSheet.class);
    Tab wanted =
        _find(Tab.class).stream()
            .filter(tab -> tab.getLabel().equals(label))
            .findFirst()
            .orElseThrow();
    sheet.setSelectedTab(wanted);
  }

  private static boolean isButtonShown(String text) {
    return !_find(Button.class, spec -> spec.withText(text)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Viewer.class)
  void leadsToWhatAnApplicationNeeds(Viewer viewer) {
    signIn(viewer);
    openTenant("acme");

    assertThat(_get(Anchor.class, spec -> spec.withText("Connect an application")).getHref())
        .isEqualTo("tenants/acme/connect");
  }

  @ParameterizedTest
  @EnumSource(Viewer.class)
  void saysInItsHeaderHowMailIs(Viewer viewer) {
    servers.save(tenant, draft(TestMailServers.open("smtp.own.example", 25), null), null);
    jdbc.sql(
            """
            INSERT INTO server_health (owner, since, failures, failure)
            SELECT owner, changed_at, 1,
              '{"step": "CONNECT", "code": "connection_refused", "arguments": ["x", 25]}'
            FROM mail_server WHERE owner <> 'system'
            """)
        .update();
    outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null);
    signIn(viewer);
    openTenant("acme");

    assertThat(_get(RoutePanel.class).getElement().getTextRecursively())
        .contains("Own server", "Paused");
    String status = _get(TenantStatus.class).getElement().getTextRecursively();
    assertThat(status).contains("Own server", "Paused", "Never tested", "1 message waits");
    // Who changed something is in the audit trail, which is not for tenants.
    assertThat(status.contains("Last changed just now by")).isEqualTo(viewer == Viewer.SYSTEM);
  }

  @Test
  void saysAtTheSwitchWhatAppliesWhileTheOwnServerIsOff() {
    signInAsTenantAdmin(tenant);
    openTenant("acme");
    assertThat(_get(Checkbox.class, spec -> spec.withLabel("Use mail server")).getHelperText())
        .isEqualTo(
            "While it is off, this tenant’s mail is sent through the system mail server, from"
                + " noreply@example.com.");

    SignedIn.asSystemAdmin();
    policies.save(tenant, new MailPolicy(false, true), null);
    signInAsTenantAdmin(tenant);
    UI.getCurrent().navigate("change-password");
    openTenant("acme");
    assertThat(_get(Checkbox.class, spec -> spec.withLabel("Use mail server")).getHelperText())
        .startsWith("While it is off, this tenant’s mail is not sent: ");
  }

  @ParameterizedTest
  @EnumSource(Viewer.class)
  void warnsBesideTheRouteOfAClientSecretThatExpiresSoon(Viewer viewer) {
    LocalDate lastDay = LocalDate.now(clock).plusDays(7);
    servers.save(tenant, draft(TestMailServers.graphUntil(lastDay), "secret"), null);
    signIn(viewer);

    openTenant("acme");

    assertThat(_get(RoutePanel.class).getElement().getTextRecursively())
        .contains("The client secret is valid until", "7 more days");
  }

  @ParameterizedTest(name = "{0}: system {1}, own {2}, on {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SYSTEM | true  | true  | true  | Uses the mail route shown above, with the server settings in the form
          TENANT | true  | false | true  | Uses the mail route shown above.
          TENANT | false | true  | true  | Uses the mail route shown above, with the server settings in the form
          SYSTEM | false | false | true  | ! You can allow it a server under “E-mail policy”.
          TENANT | false | false | true  | ! Only a system administrator can allow it one.
          SYSTEM | true  | true  | false | ! You can switch it on and complete it.
          TENANT | true  | true  | false | ! Only a system administrator can change that.
          """)
  void offersATestMailOnlyIfOneCanBeSent(
      Viewer viewer, boolean systemAllowed, boolean ownAllowed, boolean on, String said) {
    policies.save(tenant, new MailPolicy(systemAllowed, ownAllowed), null);
    if (!on) {
      systemServer.save(
          draft(TestMailServers.off(TestMailServers.open("smtp.system.example", 25)), null), null);
    }
    signIn(viewer);

    openTenant("acme");

    boolean offered = !said.startsWith("!");
    assertThat(isShown(TextField.class, "Send to")).isEqualTo(offered);
    assertThat(isButtonShown("Send test mail")).isEqualTo(offered);
    assertThat(_get(TestMailPanel.class).getElement().getTextRecursively())
        .contains(said.replace("! ", ""));
    if (!ownAllowed) {
      assertThat(visibleText()).doesNotContain("in the form");
    }
  }

  @Test
  void offersATestMailAgainOnceTheTenantIsAllowedAServer() {
    policies.save(tenant, new MailPolicy(false, false), null);
    signIn(Viewer.SYSTEM);
    openTenant("acme");
    assertThat(isButtonShown("Send test mail")).isFalse();

    showTab("E-mail policy");
    tickFromClient("May use the system mail server", true);
    _get(_get(TenantPolicySection.class), Button.class, spec -> spec.withText("Save")).click();

    assertThat(isButtonShown("Send test mail")).isTrue();
  }

  @Test
  void doesNotTellTenantsOfTheSystemsClientSecret() {
    systemServer.save(draft(TestMailServers.graphUntil(LocalDate.now(clock)), "secret"), null);
    signIn(Viewer.TENANT);

    openTenant("acme");

    assertThat(visibleText()).doesNotContain("client secret is");
  }

  @ParameterizedTest(name = "{0}: system {1}, own {2}, server {3}")
  @CsvSource({
    // viewer, system allowed, own allowed, own server stored, form shown, may save, route
    "SYSTEM, true,  true,  false, true,  true,  System mail server",
    "SYSTEM, true,  true,  true,  true,  true,  Own server",
    "SYSTEM, true,  false, false, false, false, System mail server",
    "SYSTEM, true,  false, true,  true,  false, System mail server",
    "SYSTEM, false, true,  false, true,  true,  No server",
    "SYSTEM, false, true,  true,  true,  true,  Own server",
    "SYSTEM, false, false, false, false, false, No server",
    "SYSTEM, false, false, true,  true,  false, No server",
    "TENANT, true,  true,  false, true,  true,  System mail server",
    "TENANT, true,  true,  true,  true,  true,  Own server",
    "TENANT, true,  false, false, false, false, System mail server",
    "TENANT, true,  false, true,  true,  false, System mail server",
    "TENANT, false, true,  false, true,  true,  No server",
    "TENANT, false, true,  true,  true,  true,  Own server",
    "TENANT, false, false, false, false, false, No server",
    "TENANT, false, false, true,  true,  false, No server"
  })
  void showsWhatThePolicyAllows(
      Viewer viewer,
      boolean systemAllowed,
      boolean ownAllowed,
      boolean stored,
      boolean formShown,
      boolean maySave,
      String route) {
    if (stored) {
      servers.save(tenant, draft(TestMailServers.open("smtp.acme.example", 25), null), null);
    }
    policies.save(tenant, new MailPolicy(systemAllowed, ownAllowed), null);
    signIn(viewer);
    openTenant("acme");

    assertThat(isShown(TextField.class, "Mail server")).isEqualTo(formShown);
    if (formShown) {
      assertThat(field("Mail server").isReadOnly()).isEqualTo(!maySave);
      assertThat(field("Mail server").getValue()).isEqualTo(stored ? "smtp.acme.example" : "");
    }
    assertThat(isButtonShown("Save")).isEqualTo(maySave);
    assertThat(visibleText()).contains(route);
    assertThat(visibleText().contains("The system administrator does not allow"))
        .isEqualTo(!ownAllowed);
    assertThat(tabs())
        .isEqualTo(
            viewer == Viewer.SYSTEM
                ? Arrays.asList(
                    "E-mail server",
                    "E-mail policy",
                    "Support",
                    "Administrators",
                    "API tokens",
                    "General")
                : Arrays.asList(
                    "E-mail server", "Support", "Administrators", "API tokens", "General"));
    assertThat(isButtonShown("Delete tenant")).isEqualTo(viewer == Viewer.SYSTEM);
    // A tenant's administrator does not learn the name of the system's server.
    if (viewer == Viewer.TENANT) {
      assertThat(visibleText()).doesNotContain("smtp.system.example");
    }
  }

  @ParameterizedTest
  @EnumSource(Viewer.class)
  void showsWhatTheUnsavedChangesWouldMakeOfTheRoute(Viewer viewer) {
    signIn(viewer);
    openTenant("acme");
    tickFromClient("Use mail server", true);
    setFromClient(field("Mail server"), "smtp.acme.example");
    setFromClient(field("Sender address"), "noreply@acme.example");

    assertThat(visibleText())
        .contains("With the unsaved changes", "Own server", "Through smtp.acme.example:25");
    click("Save");
    assertThat(visibleText()).doesNotContain("With the unsaved changes");
    assertThat(servers.find(tenant)).isPresent();
  }

  // While it is typed it is anything; nobody is told of that before saving.
  @ParameterizedTest
  @CsvSource({
    "USERNAME_PASSWORD, Password, Line breaks and other control characters are not allowed.",
    "GOOGLE_SERVICE_ACCOUNT, Key of the service account, This is not the content of a JSON file."
  })
  @SuppressWarnings("unchecked")
  void aSecretThatCanNeverBeOneIsSaidWhenItIsSaved(
      AuthenticationMode mode, String label, String message) {
    signIn(Viewer.TENANT);
    openTenant("acme");
    choose(
        (Select<AuthenticationMode>)
            (Select<?>) _get(Select.class, spec -> spec.withLabel("Authentication")),
        mode);
    PasswordField secret = _get(PasswordField.class, spec -> spec.withLabel(label));

    secret.setValue("a\tb");
    ComponentUtil.fireEvent(secret, new ComponentValueChangeEvent<>(secret, secret, "", true));
    click("Save");

    assertThat(secret.isInvalid()).isTrue();
    assertThat(secret.getErrorMessage()).isEqualTo(message);
    assertThat(servers.find(tenant)).isEmpty();
  }

  @Test
  void aPolicyThatChangesWhileTheFormIsOpenIsSaidAndTheInputStays() {
    signIn(Viewer.TENANT);
    openTenant("acme");
    setFromClient(field("Mail server"), "smtp.acme.example");
    SignedIn.asSystemAdmin();
    policies.save(tenant, new MailPolicy(true, false), null);
    signIn(Viewer.TENANT);

    click("Save");

    assertThat(visibleText())
        .contains(
            "Nothing was saved, because:",
            "The system administrator does not allow this tenant a mail server of its own.");
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.acme.example");
    assertThat(servers.find(tenant)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, , 'Support requests go to help@example.com, the address of the system.', true",
    "true, own@acme.example, 'Support requests go to own@acme.example, the tenant’s own address.',"
        + " true",
    "false, , 'Support requests go to help@example.com, the address of the system.', false",
    "false, own@acme.example, 'Support requests go to help@example.com, the address of the"
        + " system.', false"
  })
  void showsTheSupportAddressThatHoldsAndWhoDecided(
      boolean allowed, String own, String text, boolean maySave) {
    EmailAddress help = EmailAddress.of("help@example.com");
    supportOptions.save(new SupportOptions(help, true, false), null);
    if (own != null) {
      support.save(tenant, EmailAddress.of(own), null);
    }
    supportOptions.save(new SupportOptions(help, allowed, false), null);
    signIn(Viewer.TENANT);
    openTenant("acme");
    showTab("Support");

    assertThat(visibleText()).contains(text);
    assertThat(visibleText().contains("does not allow tenants a support address of their own"))
        .isEqualTo(!allowed);
    assertThat(visibleText().contains("is kept, but not used")).isEqualTo(!allowed && own != null);
    assertThat(isShown(TextField.class, "E-mail address for support requests"))
        .isEqualTo(allowed || own != null);
  }

  @Test
  void theSystemAdministratorChangesThePolicy() {
    signIn(Viewer.SYSTEM);
    openTenant("acme");
    showTab("E-mail policy");
    tickFromClient("May use the system mail server", false);
    assertThat(visibleText()).contains("With the unsaved changes", "No server");
    _find(Button.class, spec -> spec.withText("Save")).getLast().click();

    assertThat(policies.get(tenant).policy()).isEqualTo(new MailPolicy(false, true));
  }

  @Test
  void theSystemAdministratorSaysWhomMailMayBeFrom() {
    signIn(Viewer.SYSTEM);
    openTenant("acme");
    showTab("E-mail policy");
    TextArea senders =
        _get(
            _get(TenantPolicySection.class),
            TextArea.class,
            spec -> spec.withLabel("Allowed senders"));
    senders.setValue("*@acme.example\nbilling*@acme.example");
    _find(Button.class, spec -> spec.withText("Save")).getLast().click();
    assertThat(senders.getErrorMessage()).contains("“billing*@acme.example”");
    assertThat(policies.get(tenant).policy()).isEqualTo(MailPolicy.ALL_ALLOWED);

    senders.setValue("*@acme.example, billing@globex.example");
    _find(Button.class, spec -> spec.withText("Save")).getLast().click();

    assertThat(policies.get(tenant).policy().allowedSenders())
        .hasToString("*@acme.example, billing@globex.example");
    assertThat(senders.getValue()).isEqualTo("*@acme.example\nbilling@globex.example");
    senders.clear();
    _find(Button.class, spec -> spec.withText("Save")).getLast().click();
    assertThat(policies.get(tenant).policy()).isEqualTo(MailPolicy.ALL_ALLOWED);
  }

  @Test
  void tenantsOfOthersAreNowhere() {
    SomeTenants.create(tenants, "other");
    signIn(Viewer.TENANT);

    // As for an address behind which there never was anything.
    assertThatThrownBy(() -> openTenant("other"))
        .isInstanceOf(NotFoundError.class)
        .hasMessageStartingWith("No route found for 'tenants/other'");
    assertThatThrownBy(() -> openTenant("never-was"))
        .isInstanceOf(NotFoundError.class)
        .hasMessageStartingWith("No route found for 'tenants/never-was'");
  }

  @Test
  void deletingNeedsTheName() {
    signIn(Viewer.SYSTEM);
    openTenant("acme");
    click("Delete tenant");
    List<Button> confirm = _find(Button.class, spec -> spec.withText("Delete tenant"));
    assertThat(confirm.getLast().isEnabled()).isFalse();
    field("Type acme to confirm").setValue("acme");
    assertThat(confirm.getLast().isEnabled()).isTrue();
    confirm.getLast().click();

    assertThat(tenants.count()).isZero();
  }

  @Test
  void addsAnAdministratorAndShowsTheLinkOnceWhereNoMailCanBeSent() {
    systemServer.save(
        draft(TestMailServers.off(TestMailServers.open("smtp.system.example", 25)), null), null);
    addAdministrator();

    _assertOne(InvitationDialog.class);
    assertThat(visibleText()).contains("/invitation/");
    click("Close");
    assertThat(visibleText())
        .contains("ada@acme.example", "Invited")
        .doesNotContain("/invitation/");
  }

  @Test
  void addsAnAdministratorAndSaysWhereTheLinkWasSent() {
    addAdministrator();

    _assertOne(InvitationDialog.class);
    assertThat(visibleText())
        .contains("is on its way to ada@acme.example")
        .doesNotContain("/invitation/");
  }

  private void addAdministrator() {
    signIn(Viewer.SYSTEM);
    openTenant("acme");
    showTab("Administrators");
    field("E-mail address").setValue("ada@acme.example");
    field("Name").setValue("Ada");
    click("Add");
  }
}

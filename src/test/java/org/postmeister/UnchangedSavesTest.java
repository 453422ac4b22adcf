package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graph;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.withLogin;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.TenantAdministratorService;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Whoever saves what is stored already changes nothing; the rules hold for it all the same. */
@PostmeisterTest
class UnchangedSavesTest {

  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private MailPolicyService policies;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private TenantSupportService tenantSupport;
  @Autowired private PlatformService platform;
  @Autowired private TenantService tenants;
  @Autowired private AccountAdminService accounts;
  @Autowired private TenantAdministratorService administrators;
  @Autowired private MailTextService texts;
  @Autowired private Outbox outbox;
  @Autowired private TestDeliveries deliveries;

  private TenantId tenant;

  @BeforeEach
  void createTenant() {
    SignedIn.asSystemAdmin();
    tenant = SomeTenants.create(tenants, "acme");
  }

  /**
   * @param save told what was seen last, null for whatever there is; returns the revision
   */
  private static void changesNothing(Function<@Nullable Long, Long> save) throws Exception {
    Long revision = save.apply(null);

    // A row of the audit trail would be a write as well.
    assertThat(RoundTrips.of(() -> assertThat(save.apply(null)).isEqualTo(revision)))
        .noneMatch(UnchangedSavesTest::isWrite);
    assertThat(RoundTrips.of(() -> assertThat(save.apply(revision)).isEqualTo(revision)))
        .noneMatch(UnchangedSavesTest::isWrite);
    assertThatThrownBy(() -> save.apply(revision - 1)).isInstanceOf(VersionConflictException.class);
  }

  private static boolean isWrite(String statement) {
    return !statement.toUpperCase(Locale.ROOT).startsWith("SELECT")
        && !statement.equals("COMMIT")
        && !statement.equals("ROLLBACK");
  }

  @Test
  void ofTheSystemMailServer() throws Exception {
    changesNothing(
        seen -> systemServer.save(draft(open("mail.example.com", 25), null), seen).revision());
    changesNothing(seen -> systemServer.save(draft(login("ada"), "secret"), seen).revision());
    changesNothing(seen -> systemServer.save(draft(login("ada"), null), seen).revision());
    changesNothing(seen -> systemServer.save(draft(graph(), "client secret"), seen).revision());
  }

  private static MailServerSettings login(String username) {
    return withLogin("mail.example.com", 587, Encryption.STARTTLS, username);
  }

  @Test
  void anotherPasswordOrAnotherNameIsAChange() {
    long first = systemServer.save(draft(login("ada"), "secret"), null).revision();
    long second = systemServer.save(draft(login("ada"), "another"), null).revision();

    assertThat(second).isGreaterThan(first);
    assertThat(systemServer.save(draft(login("grace"), "another"), null).revision())
        .isGreaterThan(second);
  }

  @Test
  void ofTheSystemMailServerWithTheSupportOptions() throws Exception {
    SupportOptions options = new SupportOptions(EmailAddress.of("help@example.com"), true, true);
    supportOptions.save(options, null);
    long seen = supportOptions.get().revision();
    systemServer.save(draft(login("ada"), "secret"), null);
    long revision = systemServer.get().revision();

    assertThat(
            RoundTrips.of(
                () -> systemServer.save(draft(login("ada"), null), revision, options, seen)))
        .noneMatch(UnchangedSavesTest::isWrite);
    assertThatThrownBy(
            () -> systemServer.save(draft(login("ada"), null), revision, options, seen - 1))
        .isInstanceOf(VersionConflictException.class);
  }

  @Test
  void ofATenantsMailServer() throws Exception {
    changesNothing(
        seen -> tenantServers.save(tenant, draft(open("127.77.0.1", 25), null), seen).revision());
  }

  @Test
  void ofPoliciesAndSupport() throws Exception {
    changesNothing(seen -> policies.save(tenant, MailPolicy.ALL_ALLOWED, seen).revision());
    changesNothing(seen -> policies.save(tenant, new MailPolicy(true, false), seen).revision());
    SupportOptions options = new SupportOptions(EmailAddress.of("help@example.com"), true, true);
    changesNothing(seen -> supportOptions.save(options, seen).revision());
    changesNothing(seen -> tenantSupport.save(tenant, null, seen).revision());
    changesNothing(
        seen -> tenantSupport.save(tenant, EmailAddress.of("own@example.com"), seen).revision());
  }

  @Test
  void ofPlatformTenantAccountsAndTexts() throws Exception {
    PlatformSettings settings =
        new PlatformSettings(
            PlatformVersion.of("7.4.0"),
            new License(SingleLine.of("Holder"), null, SingleLine.of("Edition"), null, 25));
    changesNothing(seen -> platform.save(settings, seen).revision());
    changesNothing(seen -> tenants.update(tenant, TenantData.DEFAULT, seen).revision());
    AccountData ada =
        new AccountData(DisplayName.of("Ada"), Role.TENANT_ADMIN, Set.of(tenant), true);
    accounts.create(EmailAddress.of("ada@example.org"), ada);
    changesNothing(seen -> accounts.update("ada@example.org", ada, seen).revision());
    assertThat(
            RoundTrips.of(
                () -> administrators.add(tenant, EmailAddress.of("ada@example.org"), ada.name())))
        .noneMatch(UnchangedSavesTest::isWrite);
    MailTextService.Shown shown =
        texts.get(MailOwner.SYSTEM, MailKind.SUPPORT_REQUEST, Locale.ENGLISH);
    changesNothing(seen ->
        texts
            .save(
                MailOwner.SYSTEM,
                MailKind.SUPPORT_REQUEST,
                Locale.ENGLISH,
                shown.text().subject() + "!",
                shown.text().body(),
                seen == null
                    ? texts
                        .get(MailOwner.SYSTEM, MailKind.SUPPORT_REQUEST, Locale.ENGLISH)
                        .revision()
                    : seen)
            .revision());
  }

  @Test
  void thatIsNotAllowedIsRefused() {
    tenantServers.save(tenant, draft(open("127.77.0.1", 25), null), null);
    policies.save(tenant, new MailPolicy(true, false), null);
    assertThatThrownBy(() -> tenantServers.save(tenant, draft(open("127.77.0.1", 25), null), null))
        .isInstanceOf(NotAllowedByPolicyException.class);

    SignedIn.asTenantAdmin(tenant);
    assertThatThrownBy(() -> policies.save(tenant, new MailPolicy(true, false), null))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void leavesOpenConnectionsOpen() throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      systemServer.save(draft(open("localhost", server.port()), null), null);
      outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "a@example.org"), null);
      deliveries.run();

      systemServer.save(draft(open("localhost", server.port()), null), null);
      outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "b@example.org"), null);
      deliveries.run();

      assertThat(server.commands().stream().filter(line -> line.startsWith("EHLO"))).hasSize(1);
      assertThat(server.commands()).contains("RCPT TO:<b@example.org>");
    }
  }
}

package org.postmeister.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.withLogin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.LicenseExceededException;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.TenantSort;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestWaitingMail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;

/** Tenants: deletion, and what happens when several people act at once. */
@PostmeisterTest
class TenantServiceTest {

  @Autowired private TenantService tenants;
  @Autowired private TenantOverviewService overviews;
  @Autowired private TenantMailServerService servers;
  @Autowired private MailPolicyService policies;
  @Autowired private TenantSupportService support;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private PlatformService platform;
  @Autowired private TestWaitingMail waitingMail;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @Test
  void isNotDeletedWhileMailWaits() {
    TenantId tenant = SomeTenants.create(tenants, "acme");
    waitingMail.set(tenant, 3);

    assertThatThrownBy(() -> tenants.delete(tenant)).isInstanceOf(MessagesWaitingException.class);
    assertThat(tenants.get(tenant).name()).hasToString("acme");
    waitingMail.set(tenant, 0);
    tenants.delete(tenant);
    assertThat(tenants.count()).isZero();
  }

  @Test
  void leavesNothingBehind() {
    supportOptions.save(new SupportOptions(null, true, false), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    servers.save(
        tenant,
        draft(withLogin("smtp.acme.example", 587, Encryption.STARTTLS, "u"), "hidden"),
        null);
    policies.save(tenant, new MailPolicy(false, true), null);
    support.save(tenant, EmailAddress.of("help@acme.example"), null);

    tenants.delete(tenant);

    for (String table :
        List.of("tenant", "tenant_overview", "mail_policy", "tenant_support", "test_outcome")) {
      assertThat(count("SELECT COUNT(*) FROM " + table)).describedAs(table).isZero();
    }
    assertThat(count("SELECT COUNT(*) FROM mail_server WHERE owner <> 'system'")).isZero();
    assertThat(count("SELECT COUNT(*) FROM secret WHERE owner LIKE 'mail-server/%'")).isZero();
  }

  @RepeatedTest(5)
  void aNameIsGivenOnceHoweverManyWantIt() throws Exception {
    List<Callable<Object>> attempts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String name = i % 2 == 0 ? "acme" : "ACME";
      attempts.add(() -> SomeTenants.create(tenants, name));
    }

    assertThat(succeeded(attempts, ValidationFailedException.class)).hasSize(1);
    assertThat(tenants.count()).isEqualTo(1);
  }

  @RepeatedTest(3)
  void theLicenceHoldsHoweverManyCreateAtOnce() throws Exception {
    platform.save(
        new PlatformSettings(PlatformVersion.of("7.4.0"), new License(null, null, null, null, 3)),
        null);
    List<Callable<Object>> attempts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String name = "tenant-" + i;
      attempts.add(() -> SomeTenants.create(tenants, name));
    }

    assertThat(succeeded(attempts, LicenseExceededException.class)).hasSize(3);
    assertThatThrownBy(() -> SomeTenants.create(tenants, "one-more"))
        .isInstanceOf(LicenseExceededException.class);
  }

  @RepeatedTest(10)
  void theListIsTrueAfterManyChangedTheSameTenantAtOnce() throws Exception {
    systemServer.save(draft(open("smtp.example.com", 25), null), null);
    supportOptions.save(new SupportOptions(null, true, false), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");

    Set<Integer> succeeded =
        succeeded(
            List.of(
                () -> servers.save(tenant, draft(open("smtp.acme.example", 25), null), null),
                () -> policies.save(tenant, new MailPolicy(false, true), null),
                () -> support.save(tenant, EmailAddress.of("help@acme.example"), null),
                () ->
                    tenants.update(
                        tenant,
                        new TenantData(SingleLine.of("Acme GmbH"), null, Locale.GERMAN, true),
                        null)),
            ConcurrencyFailureException.class);

    assertThat(succeeded).as("those that did not have to give way").isNotEmpty();
    assertThat(servers.find(tenant).isPresent()).isEqualTo(succeeded.contains(0));
    assertThat(policies.get(tenant).policy().equals(new MailPolicy(false, true)))
        .isEqualTo(succeeded.contains(1));
    assertThat(support.get(tenant).address() != null).isEqualTo(succeeded.contains(2));
    assertThat(tenants.get(tenant).data().displayName() != null).isEqualTo(succeeded.contains(3));
    TenantOverview row = overviews.page(TenantFilter.ALL, TenantSort.BY_NAME, 0, 10, 1).getFirst();
    assertThat(row.displayName())
        .isEqualTo(tenants.get(tenant).data().displayName() == null ? null : "Acme GmbH");
    assertThat(row.policy()).isEqualTo(policies.get(tenant).policy());
    assertThat(row.sender() == null).isEqualTo(servers.find(tenant).isEmpty());
    assertThat(row.supportAddress() == null).isEqualTo(support.get(tenant).address() == null);
    assertThat(row.route())
        .isEqualTo(
            servers.find(tenant).isPresent()
                ? RouteState.TENANT
                : row.policy().systemServerAllowed()
                    ? RouteState.SYSTEM
                    : RouteState.NO_SERVER_FOR_TENANT);
  }

  /**
   * Which of them, run at the same moment, succeed.
   *
   * @param refusal what the others may fail with; anything else fails the test
   */
  private static Set<Integer> succeeded(
      List<Callable<Object>> actions, Class<? extends Exception> refusal) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Set<Integer> good = new HashSet<>();
    try (ExecutorService threads =
        new DelegatingSecurityContextExecutorService(Executors.newCachedThreadPool())) {
      List<Future<Object>> running = new ArrayList<>();
      for (Callable<Object> action : actions) {
        running.add(
            threads.submit(() -> {
              start.await();
              return action.call();
            }));
      }
      start.countDown();
      for (int i = 0; i < running.size(); i++) {
        try {
          running.get(i).get(30, TimeUnit.SECONDS);
          good.add(i);
        } catch (ExecutionException refused) {
          assertThat(refused).hasCauseInstanceOf(refusal);
        }
      }
    }
    return good;
  }

  private int count(String sql) {
    return jdbc.sql(sql).query(Integer.class).single();
  }
}

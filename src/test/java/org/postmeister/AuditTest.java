package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.withLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditExport;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.table.TableFile;
import org.postmeister.common.table.TableFormat;
import org.postmeister.common.table.TableRow;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

/** What the audit trail records. */
@PostmeisterTest
class AuditTest {

  @Autowired private AuditService audit;
  @Autowired private AuditExport exports;
  @Autowired private SystemMailServerService mailServer;
  @Autowired private TenantService tenants;
  @Autowired private TransactionOperations transaction;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private MockMvc mvc;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @Test
  void recordsWhoChangedWhatWithoutSecrets() {
    mailServer.save(
        draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), "hidden-secret"),
        null);
    mailServer.save(
        draft(withLogin("smtp2.example.com", 587, Encryption.STARTTLS, "user"), "other-secret"),
        null);

    AuditEntry last = newest(AuditAction.SYSTEM_MAIL_SERVER_CHANGED);
    assertThat(last.actor()).isEqualTo("sadmin");
    assertThat(last.changes())
        .containsExactly(
            new AuditEvent.Change("host", "smtp.example.com", "smtp2.example.com"),
            new AuditEvent.Change("authentication.password", "***", "***"));
    assertThat(all().toString()).doesNotContain("hidden-secret", "other-secret");
  }

  @ParameterizedTest
  @EnumSource
  void isExportedForSpreadsheets(TableFormat format) throws IOException {
    SomeTenants.create(tenants, "acme");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<TableRow> rows = new ArrayList<>();

    exports.write(AuditQuery.ALL, format, "Audit trail", out);
    TableFile.read(out.toByteArray(), rows::add);

    assertThat(rows.getFirst().cells()).startsWith("id", "at", "actor").endsWith("changes");
    assertThat(rows.get(1).cells()).contains("sadmin", "TENANT_CREATED", "acme");
  }

  @Test
  void aChangeThatIsTakenBackLeavesNoLineAndViceVersa() {
    transaction.executeWithoutResult(status -> {
      SomeTenants.create(tenants, "acme");
      status.setRollbackOnly();
    });

    assertThat(all()).isEmpty();
    assertThatThrownBy(
            () -> events.publishEvent(AuditEvent.of(AuditAction.TENANT_CREATED, "x", List.of())))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void whatChangesNothingIsNotRecorded() {
    TenantId tenant = SomeTenants.create(tenants, "acme");
    int before = all().size();

    tenants.update(tenant, TenantData.DEFAULT, null);

    assertThat(all()).hasSize(before);
  }

  @Test
  void recordsTheNameOfADeletedTenant() {
    tenants.delete(SomeTenants.create(tenants, "Gone"));

    AuditEntry last = newest(AuditAction.TENANT_DELETED);
    assertThat(last.subject()).isEqualTo("Gone");
    assertThat(last.tenant()).isEqualTo("Gone");
  }

  @Test
  void recordsSignInsAndRefusalsWithTheirOrigin() throws Exception {
    mvc.perform(get("/api/v1/tenants").with(httpBasic("sadmin", TestAccounts.ADMIN_PASSWORD)));
    mvc.perform(get("/api/v1/tenants").with(httpBasic("sadmin", TestAccounts.ADMIN_PASSWORD)));
    mvc.perform(get("/api/v1/tenants").with(httpBasic("intruder", "wrong")));
    mvc.perform(get("/api/v1/tenants").header("Authorization", "Bearer pmt_wrong"));
    mvc.perform(
        post("/login")
            .param("username", "sadmin")
            .param("password", "wrong")
            .with(
                org.springframework.security.test.web.servlet.request
                    .SecurityMockMvcRequestPostProcessors.csrf()));

    SignedIn.asSystemAdmin();
    assertThat(lines(AuditAction.SIGN_IN_REFUSED))
        .containsExactlyInAnyOrder(
            "intruder 127.0.0.1 API", "API token 127.0.0.1 API", "sadmin 127.0.0.1 CONSOLE");
    assertThat(lines(AuditAction.SIGNED_IN)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void recordsWhatATenantAdministratorWasRefused() throws Exception {
    TenantId tenant = SomeTenants.create(tenants, "acme");
    SomeTenants.create(tenants, "other");
    var acmeAdmin = authentication(TestUsers.tenantAdmin(tenant));

    mvc.perform(get("/api/v1/tenants/other").with(acmeAdmin));
    mvc.perform(get("/api/v1/tenants/never-was").with(acmeAdmin));
    mvc.perform(get("/api/v1/accounts").with(acmeAdmin));

    SignedIn.asSystemAdmin();
    assertThat(find(AuditAction.ACCESS_REFUSED))
        .extracting(AuditEntry::subject)
        .containsExactly("AccountAdminService.page", "never-was", "other");
  }

  @Test
  void pagesFiltersAndExports() throws Exception {
    for (int i = 0; i < 25; i++) {
      SomeTenants.create(tenants, "tenant-" + i);
    }
    List<AuditEntry> first = audit.find(AuditQuery.ALL, null, 0, 10);
    List<AuditEntry> second = audit.find(AuditQuery.ALL, first.getLast().id(), 0, 10);

    assertThat(first).extracting(AuditEntry::subject).startsWith("tenant-24");
    assertThat(second).extracting(AuditEntry::subject).startsWith("tenant-14");
    assertThat(audit.find(new AuditQuery("TENANT-1", null, null, null, null), null, 0, 100))
        .hasSize(11);
    assertThat(audit.find(new AuditQuery("", null, "tenant-7", null, null), null, 0, 100))
        .hasSize(1);
    assertThat(audit.find(new AuditQuery("%", null, null, null, null), null, 0, 100)).isEmpty();
  }

  @Test
  void isOnlyEverAddedTo() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      assertThat(files.filter(Files::isRegularFile).filter(AuditTest::isText))
          .allSatisfy(file ->
              assertThat(Files.readString(file))
                  .doesNotContainIgnoringCase("UPDATE audit_entry", "DELETE FROM audit_entry"));
    }
  }

  @Test
  void recordsTheDoorOfChanges() throws Exception {
    mvc.perform(
        put("/api/v1/system/support")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"address\": \"help@example.com\"}")
            .with(authentication(TestUsers.systemAdmin())));

    SignedIn.asSystemAdmin();
    AuditEntry last = newest(AuditAction.SUPPORT_OPTIONS_CHANGED);
    assertThat(last.door()).isEqualTo(AuditEntry.Door.API);
    assertThat(last.address()).isEqualTo("127.0.0.1");
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(java|sql)");
  }

  private List<AuditEntry> all() {
    return audit.find(AuditQuery.ALL, null, 0, 1000);
  }

  private List<AuditEntry> find(AuditAction action) {
    return audit.find(new AuditQuery("", action, null, null, null), null, 0, 1000);
  }

  private List<String> lines(AuditAction action) {
    return find(action).stream()
        .map(entry -> entry.actor() + " " + entry.address() + " " + entry.door())
        .toList();
  }

  private AuditEntry newest(AuditAction action) {
    return find(action).getFirst();
  }
}

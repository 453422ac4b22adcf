package org.postmeister.systemmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Texts that somebody sends to themselves before they are stored. */
@PostmeisterTest
class MailTextSendTest {

  @Autowired private MailTextService texts;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;

  private CatchingSmtpServer server;
  private TenantId tenant;

  @BeforeEach
  void start() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestReport send(MailOwner owner, String subject, String body) throws Exception {
    return texts
        .send(
            owner,
            MailKind.INVITATION,
            Locale.GERMAN,
            new MailText(subject, body),
            AppliedBrand.NONE,
            EmailAddress.of("reader@example.org"),
            StepListener.NONE)
        .report()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void arriveAsTheyStandInTheFormWithSampleValues() throws Exception {
    assertThat(send(MailOwner.SYSTEM, "Für {{tenant}}", "**Hallo {{name}}** {{link}}").isSent())
        .isTrue();

    CatchingSmtpServer.Caught mail = server.only();
    assertThat(mail.recipients()).containsExactly("reader@example.org");
    assertThat(mail.subject()).isEqualTo("Für Beispielmandant");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.message().getContentType()).startsWith("multipart/alternative");
    assertThat(mail.text()).contains("Hallo Ada https://postmeister.example/invitation/4fK2x9");
    assertThat(mail.html()).contains("<strong>Hallo Ada</strong>");
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.GERMAN).revision()).isZero();
  }

  @Test
  void takeTheRouteOfTheirTenantAndAreRecordedLikeItsTestMails() throws Exception {
    SignedIn.asTenantAdmin(tenant);

    TestReport report = send(MailOwner.of(tenant), "S", "{{link}}");

    assertThat(report.isSent()).isTrue();
    // Which server that is, and what it says, is not told to tenants.
    assertThat(report.serverReply()).isNull();
    assertThat(server.only().subject()).isEqualTo("S");
    SignedIn.asSystemAdmin();
    assertThat(
            jdbc.sql("SELECT action FROM audit_entry WHERE action LIKE 'TEST_MAIL%'")
                .query(String.class)
                .single())
        .isEqualTo("TEST_MAIL_SENT");
  }

  @Test
  void areRefusedWhenTheyCannotBeFilledInOrThereIsNoRoute() {
    assertThatThrownBy(() -> send(MailOwner.SYSTEM, "S", "{{nothing}} {{link}}"))
        .isInstanceOf(ValidationFailedException.class);
    assertThat(texts.obstacle(MailOwner.of(tenant))).isEmpty();
    systemServer.save(draft(off(open("localhost", server.port())), null), null);

    assertThatThrownBy(() -> send(MailOwner.of(tenant), "S", "{{link}}"))
        .isInstanceOf(MailUnavailableException.class);
    assertThat(texts.obstacle(MailOwner.of(tenant))).contains(RouteState.SYSTEM_MAIL_OFF);
    assertThat(server.mails()).isEmpty();
  }
}

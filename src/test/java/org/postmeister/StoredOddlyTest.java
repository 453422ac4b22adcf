package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.notice.NoticeService;
import org.postmeister.security.TestUsers;
import org.postmeister.supportrequest.SupportRequestService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What is stored and would be refused today: it is seen and mended, and is in nobody's way. */
@PostmeisterTest
class StoredOddlyTest {

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient jdbc;
  @Autowired private Outbox outbox;
  @Autowired private MessageService messages;
  @Autowired private TestDeliveries deliveries;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private SendingServerResolver sendingServers;
  @Autowired private NoticeService notices;
  @Autowired private SupportRequestService support;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void systemMailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long queue(TenantId tenant, String... recipients) {
    return outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), recipients), null).id();
  }

  private void store(String sql, Object... values) {
    assertThat(jdbc.sql(sql).params(List.of(values)).update()).isPositive();
  }

  private ResultActions send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(
        request
            .contentType(MediaType.APPLICATION_JSON)
            .with(authentication(TestUsers.systemAdmin())));
  }

  @Test
  void aServerThatCannotBeReadIsNotUsableAndHidesNoOther() {
    servers.save(acme, draft(open("mail.example.org", server.port()), null), null);
    store("UPDATE mail_server SET encryption = 'NEW' WHERE owner = 'system'");

    assertThat(sendingServers.usable(List.of(MailOwner.SYSTEM, MailOwner.of(acme))))
        .containsExactly(MailOwner.of(acme));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"address\": \"x@1.\", \"kind\": \"TO\", \"status\": \"QUEUED\"}]",
        "[{\"address\": \"x@1.\", \"kind\": \"NEW\", \"status\": \"QUEUED\"}]",
        "[{\"address\": null, \"kind\": \"TO\", \"status\": \"QUEUED\"}]",
        "[{\"address\": \"a@example.org\"}]",
        "[null]",
        "[]",
        "null",
        "no JSON"
      })
  void anOddRecipientIsSeenEndsWithAReasonAndIsInNobodysWay(String recipients) throws Exception {
    long odd = queue(acme, "a@example.org");
    store("UPDATE message SET recipients = ? WHERE id = ?", recipients, odd);
    long cancelled = queue(acme, "a@example.org");
    store("UPDATE message SET recipients = ? WHERE id = ?", recipients, cancelled);
    long next = queue(acme, "b@example.org");
    long others = queue(other, "c@example.org");

    send(get("/api/v1/tenants/acme/messages"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.length()").value(3));
    send(post("/api/v1/tenants/acme/messages/" + cancelled + "/cancel")).andExpect(status().isOk());
    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(messages.get(next).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(messages.get(others).status()).isEqualTo(MessageStatus.DELIVERED);
    send(get("/api/v1/tenants/acme/messages/" + odd))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("REFUSED"))
        .andExpect(jsonPath("$.failure.code").value("recipient_invalid"))
        .andExpect(jsonPath("$.recipients[0].valid").value(false));
    SignedIn.asSystemAdmin();
    assertThat(messages.get(cancelled).status()).isEqualTo(MessageStatus.CANCELLED);
  }

  @Test
  void theOtherRecipientsOfAMessageGetIt() throws Exception {
    long id = queue(acme, "a@example.org", "b@example.org");
    store(
        "UPDATE message SET recipients = REPLACE(recipients, 'a@example.org', 'x@1.') WHERE id = ?",
        id);

    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(messages.get(id).status()).isEqualTo(MessageStatus.PARTLY_DELIVERED);
    assertThat(server.commands())
        .contains("RCPT TO:<b@example.org>")
        .noneMatch(line -> line.contains("RCPT TO:<x@1"));
  }

  @Test
  void aMessageThatNobodyWaitsForEndsAsItsRecipientsHave() throws Exception {
    long odd = queue(acme, "a@example.org");
    store(
        "UPDATE message SET recipients = ? WHERE id = ?",
        "[{\"address\": \"a@example.org\", \"kind\": \"TO\", \"status\": \"DELIVERED\"}]",
        odd);
    long next = queue(acme, "b@example.org");

    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(messages.get(odd).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(messages.get(next).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(server.commands()).doesNotContain("RCPT TO:<a@example.org>");
  }

  @Test
  void aRowThatCannotBeReadEndsAndIsInNobodysWay() throws Exception {
    long odd = queue(acme, "a@example.org");
    long next = queue(acme, "b@example.org");
    store("UPDATE message SET status = 'NEW' WHERE id = ?", odd);
    store("UPDATE message SET claim = 'nonsense' WHERE id = ?", odd);

    send(get("/api/v1/tenants/acme/messages"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.length()").value(2));
    send(get("/api/v1/tenants/acme/messages/" + odd))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.failure.code").value("unreadable"));
    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(messages.get(next).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void anAnswerThatDoesNotFitIsLeftOutAndTheMessageIsSentOnce() throws Exception {
    // The column has room for 20 characters; codes have not been longer so far.
    server.on("RCPT", "550 5.1234567.12345678901234567 No such user");
    long odd = queue(acme, "a@example.org");

    deliveries.run();
    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(messages.get(odd).status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(server.commands()).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
  }

  @Test
  void anOddServerIsShownMarkedAndNotUsed() throws Exception {
    store("UPDATE mail_server SET host = '1..', sender_name = 'a\"<b>' WHERE owner = 'system'");

    send(get("/api/v1/system/mail-server"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.host").value("1.."))
        .andExpect(jsonPath("$.invalidFields[0]").value("host"))
        .andExpect(jsonPath("$.invalidFields[1]").value("senderName"));
    send(get("/api/v1/tenants/acme/mail-route"))
        .andExpect(jsonPath("$.reason").value("SYSTEM_MAIL_OFF"));
    send(put("/api/v1/system/mail-server")
            .content(
                """
                {"enabled": true, "host": "localhost", "port": %d,
                 "senderAddress": "noreply@example.com", "authentication": {"mode": "NONE"}}
                """
                    .formatted(server.port())))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.invalidFields").doesNotExist());
  }

  @Test
  void oddLoginsAreMarkedByTheirNamesInTheApi() throws Exception {
    store(
        """
        UPDATE mail_server SET authentication_mode = 'USERNAME_PASSWORD', username = 'a\u0007'
        WHERE owner = 'system'
        """);

    send(get("/api/v1/system/mail-server"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.invalidFields[0]").value("authentication.username"));
  }

  @Test
  void oddNamesAndAddressesAreShownAndCanBeCorrected() throws Exception {
    store(
        "UPDATE tenant SET display_name = 'A\u202eB', description = 'x\u0007' WHERE name = 'acme'");
    store("UPDATE account SET name = '<b>' WHERE login_key = 'sadmin'");
    store("UPDATE support_options SET address = 'x@1.'");
    store(
        """
        UPDATE tenant_overview SET route = 'NEW', authentication_mode = 'NEW',
          last_test_step = 'NEW' WHERE name = 'other'
        """);
    store(
        """
        INSERT INTO notice (kind, about, stage, details, occurred_at, state)
        VALUES ('NEW', 'system', 'a', 'no JSON', '2026-01-01 00:00:00', 'WAITING')
        """);

    send(get("/api/v1/tenants")).andExpect(status().isOk());
    SignedIn.asSystemAdmin();
    assertThat(notices.latest(Locale.ENGLISH)).isEmpty();
    assertThat(support.outlook(MailOwner.of(acme), Locale.ENGLISH).address()).isNull();
    MvcResult csv = send(get("/api/v1/tenants").accept("text/csv")).andReturn();
    mvc.perform(asyncDispatch(csv))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("other")));
    send(get("/api/v1/accounts"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[0].name").value("<b>"));
    send(get("/api/v1/system/support"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.address").value("x@1."));
    send(get("/api/v1/tenants/acme/support")).andExpect(status().isOk());
    send(get("/api/v1/tenants/acme"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.displayName").value("A\u202eB"));
    send(patch("/api/v1/tenants/acme").content("{\"displayName\": \"Acme\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.displayName").value("Acme"));
  }

  @Test
  void whatAnotherVersionHasRecordedIsShownAsThat() throws Exception {
    store(
        """
        INSERT INTO audit_entry (at, actor, door, action, subject, changes)
        VALUES ('2090-01-01 00:00:00', 'somebody', 'NEW', 'NEW', 'something', 'no JSON')
        """);
    long id = queue(acme, "a@example.org");
    deliveries.run();
    store("UPDATE message_attempt SET outcome = 'NEW' WHERE message = ?", id);

    send(get("/api/v1/audit"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[0].subject").value("something"))
        .andExpect(jsonPath("$[0].action").value("UNKNOWN"));
    send(get("/api/v1/tenants/acme/messages/" + id)).andExpect(status().isOk());
    store("DELETE FROM audit_entry WHERE actor = 'somebody'");
  }
}

package org.postmeister.supportrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.off;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.LongText;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.security.Role;
import org.postmeister.security.TestUsers;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Support requests over a real SMTP server, in both languages, and what they tell of the system.
 */
@PostmeisterTest
class SupportRequestTest {

  @Autowired private SupportRequestService service;
  @Autowired private SupportOptionsService options;
  @Autowired private TenantSupportService tenantSupport;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;
  @Autowired private MailPolicyService policies;
  @Autowired private PlatformService platform;
  @Autowired private AccountAdminService accounts;
  @Autowired private TenantService tenants;
  @Autowired private Outbox outbox;
  @Autowired private TestDeliveries deliveries;
  @Autowired private MockMvc mvc;

  private CatchingSmtpServer server;
  private TenantId tenant;

  @BeforeEach
  void start() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    support("help@example.com", true, false);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void support(@Nullable String address, boolean ofTenants, boolean information) {
    options.save(
        new SupportOptions(
            address == null ? null : EmailAddress.of(address), ofTenants, information),
        null);
  }

  private static NewSupportRequest request(MailOwner owner, Attachment... files) {
    return new NewSupportRequest(
        owner,
        SingleLine.of("No mail arrives"),
        new LongText("Since this morning.\n\nWhat can we do?"),
        EmailAddress.of("ada@example.org"),
        List.of(files));
  }

  @ParameterizedTest
  @CsvSource({"en, About this request, Replies to", "de, Zu dieser Anfrage, Antworten an"})
  void goesToTheEffectiveAddress(String language, String heading, String answers) throws Exception {
    tenants.change(
        tenant,
        before -> new TenantData(SingleLine.of("Acme"), null, Locale.of(language), true),
        null);
    SignedIn.asTenantAdmin(tenant);
    SupportRequest sent =
        service.send(
            request(
                MailOwner.of(tenant),
                new Attachment(
                    new Attachment.Name("Übersicht.txt"),
                    Attachment.Type.of("text/plain"),
                    "abc".getBytes(StandardCharsets.UTF_8))),
            Locale.ENGLISH);
    assertThat(sent.status()).isEqualTo(MessageStatus.QUEUED);
    deliveries.run();

    CatchingSmtpServer.Caught mail = server.only();
    assertThat(mail.subject()).isEqualTo("[" + sent.number() + "] No mail arrives");
    assertThat(mail.header("From")).isEqualTo("Example <noreply@example.com>");
    assertThat(mail.header("To")).isEqualTo("help@example.com");
    assertThat(mail.header("Reply-To")).isEqualTo("ada@example.org");
    assertThat(mail.header("Auto-Submitted")).isEmpty();
    assertThat(mail.text())
        .contains("Since this morning.\r\n\r\nWhat can we do?", heading, answers, "Acme");
    assertThat(mail.html()).contains(heading, answers);
    assertThat(mail.parts().values()).contains("abc");
    assertThat(service.own())
        .singleElement()
        .returns(MessageStatus.DELIVERED, SupportRequest::status)
        .returns(sent.number(), SupportRequest::number);
  }

  @Test
  void aTenantsOwnAddressHoldsAsLongAsItIsAllowed() {
    tenantSupport.save(tenant, EmailAddress.of("own@example.org"), null);
    MailOwner owner = MailOwner.of(tenant);

    assertThat(service.outlook(owner, Locale.ENGLISH).address()).hasToString("own@example.org");
    assertThat(service.outlook(owner, Locale.ENGLISH).own()).isTrue();
    support("help@example.com", false, false);
    assertThat(service.outlook(owner, Locale.ENGLISH).address()).hasToString("help@example.com");
    assertThat(service.outlook(owner, Locale.ENGLISH).own()).isFalse();
    assertThat(tenantSupport.get(tenant).address()).hasToString("own@example.org");
  }

  @Test
  void aTenantsOwnAddressIsToldOfThatTenantAlone() {
    support("help@example.com", true, true);
    MailOwner owner = MailOwner.of(tenant);
    assertThat(service.outlook(owner, Locale.ENGLISH).information().sections())
        .extracting(SystemInformation.Section::key)
        .contains("license", "runtime");

    tenantSupport.save(tenant, EmailAddress.of("own@example.org"), null);
    assertThat(service.outlook(owner, Locale.ENGLISH).information().sections())
        .extracting(SystemInformation.Section::key)
        .containsExactly("product", "tenant", "mailRoute", "messages");
  }

  @ParameterizedTest
  @CsvSource({"SYSTEM_MAIL_OFF", "TENANT_INACTIVE", "NO_SERVER_FOR_TENANT"})
  void withoutARouteItSaysWhy(RouteState reason) throws Exception {
    switch (reason) {
      case SYSTEM_MAIL_OFF ->
          systemServer.save(draft(off(open("localhost", server.port())), null), null);
      case TENANT_INACTIVE -> tenants.setActive(tenant, false);
      case NO_SERVER_FOR_TENANT -> policies.save(tenant, new MailPolicy(false, true), null);
    }

    assertThat(service.outlook(MailOwner.of(tenant), Locale.ENGLISH).reason()).isEqualTo(reason);
    assertThatThrownBy(() -> service.send(request(MailOwner.of(tenant)), Locale.ENGLISH))
        .isInstanceOf(MailUnavailableException.class);
    post("{\"subject\": \"s\", \"message\": \"m\"}", 409)
        .andExpect(jsonPath("$.code").value("mail_unavailable"))
        .andExpect(jsonPath("$.reason").value(reason.name()));
    SignedIn.asSystemAdmin();
    assertThat(service.own()).isEmpty();
  }

  @Test
  void withoutAnAddressItSaysWhy() throws Exception {
    support(null, true, false);

    post("{\"subject\": \"s\", \"message\": \"m\"}", 409)
        .andExpect(jsonPath("$.code").value("support_address_missing"));
  }

  private ResultActions post(String json, int expected) throws Exception {
    return mvc.perform(
            MockMvcRequestBuilders.post("/api/v1/tenants/acme/support-requests")
                .with(authentication(TestUsers.systemAdmin()))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json))
        .andExpect(status().is(expected));
  }

  @Test
  void comesOverTheApiToo() throws Exception {
    post(
            """
            {"subject": "Help", "message": "Please", "replyTo": "bob@example.org"}
            """,
            202)
        .andExpect(jsonPath("$.number").value(Matchers.startsWith("SR-")))
        .andExpect(jsonPath("$.sentTo").value("help@example.com"))
        .andExpect(jsonPath("$.status").value("QUEUED"));
    deliveries.run();
    assertThat(server.only().header("Reply-To")).isEqualTo("bob@example.org");
    post("{\"subject\": \"a\\nb\", \"replyTo\": \"nobody\"}", 422)
        .andExpect(jsonPath("$.errors.length()").value(3));
  }

  @Test
  void filesHaveLimits() {
    Attachment large =
        new Attachment(
            new Attachment.Name("a"),
            Attachment.Type.of("text/plain"),
            new byte[15 * 1024 * 1024 + 1]);

    assertThatThrownBy(() -> service.send(request(MailOwner.of(tenant), large), Locale.ENGLISH))
        .isInstanceOf(ValidationFailedException.class);
  }

  @Test
  void nobodyAsksInOthersNames() {
    SignedIn.asTenantAdmin(SomeTenants.create(tenants, "other"));

    assertThatThrownBy(() -> service.send(request(MailOwner.of(tenant)), Locale.ENGLISH))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> service.outlook(MailOwner.SYSTEM, Locale.ENGLISH))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void tellsOfTheSystemWhatItPreviews() throws Exception {
    support("help@example.com", true, true);
    SystemInformation previewed =
        service.outlook(MailOwner.of(tenant), Locale.ENGLISH).information();
    service.send(request(MailOwner.of(tenant)), Locale.ENGLISH);
    deliveries.run();

    CatchingSmtpServer.Caught mail = server.only();
    assertThat(mail.parts().keySet()).contains("system-information.txt", "system-information.json");
    Map<String, Map<String, Object>> json =
        JsonPath.read(mail.file("system-information.json"), "$");
    assertThat(previewed).isNotNull();
    assertThat(json.keySet())
        .containsExactlyElementsOf(
            previewed.sections().stream().map(SystemInformation.Section::key).toList())
        .containsExactly("product", "license", "tenant", "mailRoute", "messages", "runtime");
    assertThat(json.get("runtime"))
        .containsKeys(
            "node",
            "java",
            "operatingSystem",
            "database",
            "memoryMebibytes",
            "diskFreeMebibytes",
            "timeZone");
    assertThat(mail.file("system-information.txt"))
        .contains("Platform version: 7.4.0", "Name: acme", "Via: SYSTEM");
  }

  /**
   * Everything that anybody can enter and that support need not know is marked, and then looked for
   * in all that is attached.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverTellsSecretsPeopleOrOthersData(boolean ofTenant) throws Exception {
    try (CatchingSmtpServer own = new CatchingSmtpServer(InetAddress.getByName("127.77.0.1"))) {
      mark(own.port());
      MailOwner owner = ofTenant ? MailOwner.of(tenant) : MailOwner.SYSTEM;
      outbox.enqueue(SomeMessages.about(owner, "marked-subject", "refused@marked.example"), null);
      deliveries.run();
      service.send(request(owner), Locale.ENGLISH);
      deliveries.run();

      CatchingSmtpServer.Caught mail = (ofTenant ? own : server).mails().getLast();
      String told = mail.file("system-information.txt") + mail.file("system-information.json");
      assertThat(told)
          .contains("REFUSED")
          .contains(ofTenant ? "127.77.0.1" : "localhost")
          .doesNotContain("marked", "@");
      List<String> ofTheSystem =
          List.of("Holder", "Enterprise", "2099-01-01", "\"maxTenants\" : 10");
      // The tenant has a support address of its own.
      assertThat(ofTheSystem).allMatch(fact -> told.contains(fact) != ofTenant);
      assertThat(mail.text()).doesNotContain("marked");
    }
  }

  @ParameterizedTest(name = "{0} is told nothing of {1}")
  @CsvSource({
    "acme, other",
    "acme, system",
    "system, acme",
  })
  void tellsOfNobodyElsesMessages(String asking, String sending) throws Exception {
    support("help@example.com", true, true);
    TenantId other = SomeTenants.create(tenants, "other");
    MailOwner asks = asking.equals("acme") ? MailOwner.of(tenant) : MailOwner.SYSTEM;
    MailOwner sends =
        switch (sending) {
          case "acme" -> MailOwner.of(tenant);
          case "other" -> MailOwner.of(other);
          default -> MailOwner.SYSTEM;
        };
    outbox.enqueue(SomeMessages.to(sends, "a@example.org"), null);
    outbox.enqueue(SomeMessages.to(sends, "refused@example.org"), null);
    deliveries.run();

    assertThat(toldOfMessages(sends)).containsExactly(1, 1);
    assertThat(toldOfMessages(asks)).containsExactly(0, 0);
    if (!asking.equals("system") && !sending.equals("system")) {
      // Who may see both asks for one of them.
      SignedIn.asTenantAdmin(tenant, other);
      assertThat(toldOfMessages(asks)).containsExactly(0, 0);
    }
  }

  /** Of how many that have arrived, and of how many that have not. */
  private List<Integer> toldOfMessages(MailOwner owner) {
    SystemInformation told = service.outlook(owner, Locale.ENGLISH).information();
    Map<String, @Nullable Object> messages =
        told.sections().stream()
            .filter(section -> section.key().equals("messages"))
            .findFirst()
            .orElseThrow()
            .facts();
    return Stream.of("lastDeliveries", "lastFailures")
        .map(fact -> ((List<?>) messages.get(fact)).size())
        .toList();
  }

  private void mark(int port) {
    platform.save(
        new PlatformSettings(
            platform.get().settings().version(),
            new License(
                SingleLine.of("Holder"),
                SingleLine.of("marked-license-id"),
                SingleLine.of("Enterprise"),
                LocalDate.of(2099, 1, 1),
                10)),
        null);
    tenants.change(
        tenant,
        before -> new TenantData(null, MultiLine.of("marked-description"), Locale.ENGLISH, true),
        null);
    tenantServers.save(tenant, draft(marked("127.77.0.1", port), "marked-password"), null);
    systemServer.save(draft(marked("localhost", server.port()), "marked-password"), null);
    support("help@marked-support.example", true, true);
    tenantSupport.save(tenant, EmailAddress.of("own@marked-support.example"), null);
    TenantId other =
        SomeTenants.create(
                tenants,
                "marked-other",
                new TenantData(
                    SingleLine.of("marked-other"),
                    MultiLine.of("marked-description"),
                    Locale.ENGLISH,
                    true))
            .id();
    tenantServers.save(other, draft(TestMailServers.graph(), "marked-secret"), null);
    accounts.create(
        EmailAddress.of("somebody@marked-account.example"),
        new AccountData(
            DisplayName.of("marked-name"), Role.TENANT_ADMIN, Set.of(tenant, other), true));
  }

  private static MailServerSettings marked(String host, int port) {
    return TestMailServers.withSender(
        TestMailServers.withLogin(host, port, Encryption.NONE, "marked-user"),
        EmailAddress.of("sender@marked-sender.example"),
        false);
  }

  @Test
  void tenantsDoNotTellOfTheSystemsServer() {
    support("help@example.com", true, true);
    SignedIn.asTenantAdmin(tenant);
    SystemInformation told = service.outlook(MailOwner.of(tenant), Locale.ENGLISH).information();

    assertThat(told).isNotNull();
    assertThat(told.toJson().toString()).doesNotContain("localhost", "port=");
  }
}

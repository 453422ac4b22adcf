package org.postmeister.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageSearchService;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** What a text finds, and for whom. */
@PostmeisterTest
class SearchTest {

  @Autowired private SearchService search;
  @Autowired private MessageService messages;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService servers;
  @Autowired private AccountAdminService accounts;
  @Autowired private Outbox outbox;
  @Autowired private TestClock.Turnable clock;

  private TenantId acme;
  private TenantId globex;
  private Message toAcme;
  private Message toGlobex;

  @BeforeEach
  void fill() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(TestMailServers.open("mail.example.com", 25), null), null);
    acme =
        SomeTenants.create(
                tenants,
                "acme",
                new TenantData(SingleLine.of("Müller & Söhne"), null, Locale.GERMAN, true))
            .id();
    globex = SomeTenants.create(tenants, "globex");
    servers.save(acme, draft(TestMailServers.open("smtp.acme.example", 25), null), null);
    servers.save(globex, draft(TestMailServers.open("smtp.globex.example", 25), null), null);
    accounts.create(
        EmailAddress.of("boss@globex.example"),
        new AccountData(DisplayName.of("First Boss"), Role.TENANT_ADMIN, Set.of(globex), true));
    toAcme = accepted(acme, "Invoice 1", "buyer@example.org");
    toGlobex = accepted(globex, "Invoice 2", "seller@example.org");
  }

  private Message accepted(TenantId tenant, String subject, String recipient) {
    return messages.get(
        outbox.enqueue(SomeMessages.about(MailOwner.of(tenant), subject, recipient), null).id());
  }

  private List<String> tenants(String text) {
    return search.tenants(text).stream().map(tenant -> tenant.name().value()).toList();
  }

  private List<String> servers(String text) {
    return search.servers(text).stream().map(server -> String.valueOf(server.host())).toList();
  }

  private List<String> messages(String text) {
    return search.messages(text).stream().map(Message::subject).toList();
  }

  @Test
  void findsTenantsByAnyOfTheirNames() {
    assertThat(tenants("ACM")).containsExactly("acme");
    assertThat(tenants("muller")).containsExactly("acme");
    assertThat(tenants("nobody")).isEmpty();
  }

  @Test
  void findsServersByHostAndTenant() {
    assertThat(servers("example.com")).containsExactly("mail.example.com");
    assertThat(servers("globex")).containsExactly("smtp.globex.example");
  }

  @Test
  void findsAccountsByLoginAndName() {
    assertThat(search.accounts("first boss"))
        .singleElement()
        .satisfies(account -> assertThat(account.login()).isEqualTo("boss@globex.example"));
    assertThat(search.accounts("boss@globex")).hasSize(1);
    assertThat(search.accounts("nobody")).isEmpty();
  }

  @Test
  void findsMessagesByIdMessageIdRecipientAndSubject() {
    assertThat(messages(Long.toString(toAcme.id()))).first().isEqualTo("Invoice 1");
    assertThat(messages(toGlobex.messageId())).containsExactly("Invoice 2");
    assertThat(messages(" " + toGlobex.messageId().replaceAll("[<>]", "") + " "))
        .containsExactly("Invoice 2");
    assertThat(messages(toGlobex.messageId().substring(0, 20))).isEmpty();
    assertThat(messages("seller@example")).containsExactly("Invoice 2");
    assertThat(messages("invoice")).containsExactly("Invoice 2", "Invoice 1");
    assertThat(messages("99999999999999999999999")).isEmpty();
    assertThat(messages(" ")).isEmpty();
  }

  @Test
  void findsOneMessageOnceThoughItsIdIsInItsSubject() {
    Message named = accepted(acme, "Ticket", "a" + (toAcme.id() + 2) + "@example.org");
    Message next = accepted(acme, "About " + (named.id() + 1), "b@example.org");

    assertThat(search.messages(Long.toString(next.id())).stream().map(Message::id))
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo(next.id());
  }

  @Test
  void findsOldMessagesByWhatIsExactOnly() {
    clock.forward(MessageSearchService.PAST.plus(Duration.ofHours(1)));

    assertThat(messages("invoice")).isEmpty();
    assertThat(messages(Long.toString(toAcme.id()))).first().isEqualTo("Invoice 1");
    assertThat(messages(toAcme.messageId())).containsExactly("Invoice 1");
  }

  @Test
  void findsTheFirstFewOnly() {
    for (int i = 1; i <= SearchService.MOST; i++) {
      SomeTenants.create(tenants, "acme-" + i);
      accepted(acme, "Invoice", "buyer@example.org");
    }

    assertThat(tenants("acme")).hasSize(SearchService.MOST).first().isEqualTo("acme");
    assertThat(messages("invoice")).hasSize(SearchService.MOST).doesNotContain("Invoice 1");
  }

  @Test
  void aTenantsAdministratorFindsWhatIsItsOwn() {
    SignedIn.asTenantAdmin(acme);

    assertThat(tenants("e")).containsExactly("acme");
    assertThat(servers("example")).containsExactly("smtp.acme.example");
    assertThat(messages("invoice")).containsExactly("Invoice 1");
    assertThat(messages(Long.toString(toGlobex.id()))).isEmpty();
    assertThat(messages(toGlobex.messageId())).isEmpty();
    assertThat(messages(toAcme.messageId())).containsExactly("Invoice 1");
    assertThatThrownBy(() -> search.accounts("boss")).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void whoAdministersNothingFindsNothing() {
    SignedIn.asTenantAdmin();

    assertThat(tenants("acme")).isEmpty();
    assertThat(servers("acme")).isEmpty();
    assertThat(messages("invoice")).isEmpty();
    SignedIn.asNobodySpecial();
    assertThatThrownBy(() -> search.tenants("acme")).isInstanceOf(AccessDeniedException.class);
  }
}

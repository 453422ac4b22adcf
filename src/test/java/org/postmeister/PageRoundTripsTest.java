package org.postmeister;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.shell.OwnTenantsView;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** How often each page goes to the database and back until it is shown. */
class PageRoundTripsTest extends ViewTest {

  @Autowired private TenantService tenants;
  @Autowired private Outbox outbox;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantMailServerService tenantServers;

  private long message;

  @BeforeEach
  void fill() {
    signIn("SYSTEM_ADMIN");
    systemServer.save(draft(TestMailServers.open("localhost", 2525), null), null);
    TenantId tenant = SomeTenants.create(tenants, "acme");
    tenantServers.save(tenant, draft(TestMailServers.open("127.77.0.1", 2525), null), null);
    SomeTenants.create(tenants, "other");
    message = outbox.enqueue(SomeMessages.to(MailOwner.of(tenant), "a@example.org"), null).id();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 24",
    "tenants, 0",
    "tenants/acme, 22",
    "tenants/acme/connect, 6",
    "messages, 8",
    "servers, 4",
    "messages/{id}, 4",
    "support, 3",
    "mail-texts, 5",
    "system/mail-server, 6",
    "system/connect, 3",
    "system/platform, 2",
    "system/notices, 3",
    "system/audit, 0",
    "system/accounts, 0",
    "system/api-tokens, 1",
    "change-password, 0"
  })
  void aPageNeedsNoMoreThan(String path, int most) throws Exception {
    // The first page of a session notes the language.
    UI.getCurrent().navigate("system/audit");
    String route = path.replace("{id}", Long.toString(message));

    List<String> trips =
        RoundTrips.of(() -> {
          UI.getCurrent().navigate(route);
          return null;
        });

    assertThat(trips).hasSizeLessThanOrEqualTo(most);
  }

  @Test
  void anEditOfATenantAsksOnceForTheRoute() throws Exception {
    UI.getCurrent().navigate("tenants/acme");

    assertThat(RoundTrips.of(() -> edit("Sender name", "Acme")))
        .singleElement()
        .asString()
        .contains("mail_policy");
  }

  @Test
  @SuppressWarnings("unchecked")
  void theKeysOfASecretAskForNothing() throws Exception {
    UI.getCurrent().navigate("tenants/acme");
    choose(
        (Select<AuthenticationMode>)
            (Select<?>) _get(Select.class, spec -> spec.withLabel("Authentication")),
        AuthenticationMode.USERNAME_PASSWORD);

    assertThat(RoundTrips.of(() -> type("s"))).hasSizeLessThanOrEqualTo(1);
    assertThat(RoundTrips.of(() -> type("se"))).isEmpty();
    assertThat(RoundTrips.of(() -> type(""))).hasSizeLessThanOrEqualTo(1);
  }

  private static @Nullable Void edit(String label, String value) {
    setFromClient(field(label), value);
    return null;
  }

  private static @Nullable Void type(String secret) {
    setFromClient(_get(PasswordField.class, spec -> spec.withLabel("Password")), secret);
    return null;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void ownTenantsAreShownWithTheirRoutesTogether(int count) throws Exception {
    TenantId[] own = new TenantId[count];
    for (int i = 0; i < count; i++) {
      own[i] = SomeTenants.create(tenants, "own" + i);
    }
    signInAsTenantAdmin(own);
    UI.getCurrent().navigate("change-password");

    List<String> trips =
        RoundTrips.of(() -> {
          UI.getCurrent().navigate(OwnTenantsView.class);
          return null;
        });

    assertThat(trips).hasSizeLessThanOrEqualTo(11);
  }
}

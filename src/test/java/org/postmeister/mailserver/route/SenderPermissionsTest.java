package org.postmeister.mailserver.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What policies allow tenants on the system mail server, as the delivery of mail asks for it. */
@PostmeisterTest
class SenderPermissionsTest {

  private static final EmailAddress FROM = EmailAddress.of("billing@acme.example");
  private static final MailServerSettings SETTINGS =
      MailServerSettings.of(new Authentication.None())
          .with(MailServerField.SENDER_ADDRESS, EmailAddress.of("noreply@example.com"));

  @Autowired private SenderPermissions permissions;
  @Autowired private MailPolicyService policies;
  @Autowired private TenantService tenants;
  @Autowired private MessageSource messages;
  @Autowired private JdbcClient jdbc;

  private MailOwner acme;
  private MailOwner other;

  @BeforeEach
  void createTenants() {
    SignedIn.asSystemAdmin();
    TenantId allowed = SomeTenants.create(tenants, "acme");
    policies.save(allowed, new MailPolicy(true, true, AllowedSenders.of("*@acme.example")), null);
    acme = MailOwner.of(allowed);
    other = MailOwner.of(SomeTenants.create(tenants, "other"));
  }

  @Test
  void whomATenantIsAllowedItIsOnTheSystemMailServer() {
    assertThat(permissions.isAllowed(acme, MailOwner.SYSTEM, SETTINGS, FROM)).isTrue();
    assertThat(permissions.isAllowed(acme, acme, SETTINGS, FROM)).isFalse();
    assertThat(permissions.isAllowed(other, MailOwner.SYSTEM, SETTINGS, FROM)).isFalse();
    assertThat(permissions.isAllowed(MailOwner.SYSTEM, MailOwner.SYSTEM, SETTINGS, FROM)).isFalse();
  }

  @Test
  void manyAreAskedForAtOnce() throws Exception {
    List<MailOwner> owners = List.of(acme, other, MailOwner.SYSTEM, acme);

    assertThat(RoundTrips.of(() -> permissions.ofOwners(owners))).hasSize(1);
    SenderPermissions.OfOwners known = permissions.ofOwners(owners);
    assertThat(
            RoundTrips.of(() -> {
              assertThat(known.isAllowed(acme, MailOwner.SYSTEM, SETTINGS, FROM)).isTrue();
              assertThat(known.isAllowed(acme, acme, SETTINGS, FROM)).isFalse();
              assertThat(known.isAllowed(other, MailOwner.SYSTEM, SETTINGS, FROM)).isFalse();
              assertThat(known.isAllowed(MailOwner.SYSTEM, MailOwner.SYSTEM, SETTINGS, FROM))
                  .isFalse();
              return known;
            }))
        .isEmpty();
  }

  @Test
  void asksForNothingThatDoesNotDecide() throws Exception {
    EmailAddress sender = EmailAddress.of("noreply@example.com");

    assertThat(
            RoundTrips.of(() -> {
              assertThat(permissions.isAllowed(acme, MailOwner.SYSTEM, SETTINGS, sender)).isTrue();
              assertThat(permissions.isAllowed(acme, acme, SETTINGS, FROM)).isFalse();
              assertThat(permissions.isAllowed(MailOwner.SYSTEM, MailOwner.SYSTEM, SETTINGS, FROM))
                  .isFalse();
              return permissions.ofOwners(List.of(MailOwner.SYSTEM));
            }))
        .isEmpty();
  }

  @Test
  void platformsWithoutPoliciesAllowNobody() {
    jdbc.sql("UPDATE platform SET platform_version = '7.2.0'").update();

    assertThat(permissions.isAllowed(acme, MailOwner.SYSTEM, SETTINGS, FROM)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # whose mail | through | says
          acme         | system  | A system administrator can allow billing@acme.example in the tenant’s
          acme         | acme    | An administrator of the tenant can allow billing@acme.example in
          system       | system  | A system administrator can allow billing@acme.example in the settings
          """)
  void saysWhoCanAllowASender(String owner, String server, String says) {
    SenderNotAllowedException refused =
        new SenderNotAllowedException(
            owner.equals("acme") ? acme : MailOwner.SYSTEM,
            server.equals("acme") ? acme : MailOwner.SYSTEM,
            SETTINGS,
            FROM);

    assertThat(messages.getMessage(refused, Locale.ENGLISH))
        .contains("Mail cannot be from billing@acme.example.", "noreply@example.com", says);
    assertThat(messages.getMessage(refused, Locale.GERMAN))
        .contains("E-Mails dürfen nicht von billing@acme.example sein.", "noreply@example.com");
    assertThat(refused.code()).isEqualTo("sender_not_allowed");
    assertThat(refused.properties())
        .containsEntry("from", "billing@acme.example")
        .containsEntry("senderAddress", "noreply@example.com");
  }
}
